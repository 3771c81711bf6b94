import {
  templateDefinitionSchema,
  type CuratedTemplate,
  type ImportReport,
  type Problem,
  type Role,
  type TemplateChange,
  type TemplateCheck,
  type TemplateSummary,
  type TemplateView,
  type TrialView,
  type VersionAct,
  type VersionState,
  type VersionView,
} from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { libraryTemplate } from '../support/library.js';
import { addCurators, type Login } from '../support/people.js';
import { until } from '../support/program.js';

const ID = 'tsuchi-taigai';
const TODAY = `(clock_timestamp() AT TIME ZONE 'Asia/Tokyo')::date`;

describe('the curation of templates', () => {
  let installation: Installation;
  let curator: TestClient;
  let approver: TestClient;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    await addCurators(installation.database.owner);
    curator = await installation.signedIn('curator');
    approver = await installation.signedIn('approver');
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });
  afterEach(async () => {
    await installation.expectSound('exact');
  });

  const url = (version: number, id = ID) => `/api/curation/templates/${id}/versions/${String(version)}`;
  const read = async (version: number, id = ID) => (await curator.get<VersionView>(url(version, id))).body;

  async function act(who: TestClient, name: VersionAct, view: VersionView, more: object = {}) {
    return who.post<VersionView & Problem>(`${url(view.version, view.templateId)}/acts`, { act: name, revision: view.revision, ...more });
  }

  /** A template of its own with one version in 作成中, a copy of the letter under another id. */
  async function begun(id: string, change: object = {}): Promise<VersionView> {
    const made = await curator.post<VersionView>('/api/curation/templates', { id, name: '試しの通知', group: '通知・案内', copyOf: ID });
    expect(made.status).toBe(201);
    const { content, revision } = made.body;
    return (await curator.put<VersionView>(url(1, id), { content: { ...content, ...change }, revision })).body;
  }

  /** A version that stands in a state, by the acts that lead there. */
  async function inState(id: string, state: VersionState): Promise<VersionView> {
    let view = await begun(id);
    const way: readonly (readonly [VersionAct, TestClient])[] = [
      ['submit', curator],
      ['approve', approver],
      ['publish', curator],
      ['retire', approver],
    ];
    const steps = { draft: 0, 'in-review': 1, approved: 2, published: 3, retired: 4 }[state];
    for (const [name, who] of way.slice(0, steps)) {
      const done = await act(who, name, view);
      expect([name, done.status]).toEqual([name, 200]);
      view = done.body;
    }
    expect(view.state).toBe(state);
    return view;
  }

  describe('every act from every state by every role', () => {
    const STATES: readonly VersionState[] = ['draft', 'in-review', 'approved', 'published', 'retired'];
    const ALLOWED: Readonly<Record<string, readonly Role[]>> = {
      'draft submit': ['curator'],
      'draft retire': ['curator'],
      'in-review approve': ['approver'],
      'in-review return': ['approver'],
      'in-review withdraw': ['curator'],
      'approved withdraw': ['curator'],
      'approved publish': ['curator', 'approver', 'admin'],
      'published retire': ['approver', 'admin'],
    };
    const ACTS: readonly VersionAct[] = ['submit', 'return', 'withdraw', 'approve', 'publish', 'retire'];
    const WHO: readonly Login[] = ['a1', 'head', 'auditor', 'curator', 'approver', 'admin'];
    let number = 0;

    it.each(STATES.flatMap((state) => ACTS.map((name) => [state, name] as const)))('%s: %s', async (state, name) => {
      const roles = ALLOWED[`${state} ${name}`] ?? [];
      number += 1;
      let view = await inState(`table-${String(number)}`, state);
      for (const login of WHO.toSorted((a, b) => Number(isAllowed(a)) - Number(isAllowed(b)))) {
        const done = await act(await installation.signedIn(login), name, view, { comment: '直してください。' });
        const opens = ['curator', 'approver', 'admin'].includes(login);
        const wanted = isAllowed(login) ? 200 : !opens || roles.length > 0 ? 403 : 409;
        expect([login, done.status]).toEqual([login, wanted]);
        if (isAllowed(login)) {
          return;
        }
        view = await read(view.version, view.templateId);
        expect(view.state).toBe(state);
      }
      function isAllowed(login: Login): boolean {
        return roles.some((role) => role === login);
      }
    });
  });

  it('publishes what somebody else has approved, and clerks get it', async () => {
    const view = await begun('hojo-tsuchi', { name: '補助の通知' });
    expect(view).toMatchObject({ state: 'draft', version: 1, canEdit: true, check: { faults: [] } });
    const submitted = (await act(curator, 'submit', view)).body;
    expect((await a1.get('/api/templates/hojo-tsuchi')).status).toBe(404);
    const approved = (await act(approver, 'approve', submitted)).body;
    expect(approved.approver?.name).toBe('職員　approver');
    const published = (await act(curator, 'publish', approved)).body;
    expect(published).toMatchObject({ state: 'published', isInUse: true });
    expect(published.events.map((event) => event.act)).toEqual(['create', 'submit', 'approve', 'publish']);
    expect((await a1.get<TemplateView>('/api/templates/hojo-tsuchi')).body.name).toBe('補助の通知');
    const ready = await a1.ended(await a1.submit('hojo-tsuchi'));
    expect(ready).toMatchObject({ state: 'ready', templateVersion: 1 });
  });

  it('lets nobody approve what they have changed', async () => {
    const both = await installation.signedIn('curator2');
    const view = await begun('two-hats');
    const theirs = (await both.put<VersionView>(url(1, 'two-hats'), { content: view.content, revision: view.revision })).body;
    expect(theirs.authors.map(({ name }) => name)).toEqual(['職員　curator', '職員　curator2']);
    const submitted = (await act(both, 'submit', theirs)).body;
    const refused = await act(both, 'approve', submitted);
    expect(refused).toMatchObject({ status: 409, body: { code: 'template.act' } });
    expect(refused.body.errors[0]?.message).toBe('この版を直した人は、承認できません。ほかの承認者に頼んでください。');
    await expect(
      installation.database.owner.query(
        `UPDATE template_version SET state = 'approved', approver_id = authors[1], revision = revision + 1 WHERE template_id = 'two-hats'`,
      ),
    ).rejects.toThrow(/check constraint/);
  });

  it('refuses approval while a test is red, and submission while something is wrong', async () => {
    const red = {
      id: 'red',
      name: '赤い試験',
      answers: libraryTemplate(ID).sample.answers,
      expect: [{ that: 'contains', text: 'ファクス' }],
    };
    const view = await begun('red-test', { tests: [red] });
    const submitted = (await act(curator, 'submit', view)).body;
    expect(submitted.check.results.map(({ failures }) => failures.length)).toEqual([1]);
    const refused = await act(approver, 'approve', submitted);
    expect(refused.body.errors[0]?.message).toBe('不合格の試験が1件あります。作成中に戻して直してください。');
    const back = (await act(approver, 'return', submitted, { comment: '試験を直してください。' })).body;
    expect(back.events.at(-1)).toMatchObject({ act: 'return', comment: '試験を直してください。' });
    const wrong = (
      await curator.put<VersionView>(url(1, 'red-test'), { content: { ...view.content, prompt: '{{nobody}}' }, revision: back.revision })
    ).body;
    expect(wrong.check.faults).toEqual([{ path: 'prompt', line: 1, column: 3, message: '「nobody」という項目はありません。' }]);
    expect((await act(curator, 'submit', wrong)).body.errors[0]?.message).toContain('誤りが1件あります');
  });

  it('keeps documents on the version they were made from, and goes back by a new version', async () => {
    const first = await inState('versions', 'published');
    const draftId = await a1.submit('versions', {}, 'boilerplate');
    const second = (await curator.post<VersionView>('/api/curation/templates/versions/versions', { from: 1 })).body;
    expect(second).toMatchObject({ version: 2, state: 'draft', content: first.content });
    const fewer = withoutField(second.content, 'effectiveDate');
    let view = (await curator.put<VersionView>(url(2, 'versions'), { content: fewer, revision: second.revision })).body;
    expect(view.check.faults).toEqual([]);
    for (const [name, who] of [
      ['submit', curator],
      ['approve', approver],
      ['publish', curator],
    ] as const) {
      view = (await act(who, name, view)).body;
    }
    const { body: changes } = await curator.get<TemplateChange[]>(`${url(2, 'versions')}/changes?since=1`);
    expect(changes.map(({ label, kind }) => `${label} ${kind}`)).toContainEqual(expect.stringContaining('実施日'));
    expect(await a1.draft(draftId)).toMatchObject({ templateVersion: 1, answers: { effectiveDate: '2024-11-01' } });
    const newer = await a1.draft(await a1.submit('versions', { effectiveDate: undefined }, 'boilerplate'));
    expect(newer.templateVersion).toBe(2);
    const third = await curator.post<VersionView>('/api/curation/templates/versions/versions', { from: 1 });
    expect(third.body).toMatchObject({ version: 3, content: first.content });
    await expect(
      installation.database.owner.query(`UPDATE template_version SET content = '{}' WHERE template_id = 'versions' AND version = 1`),
    ).rejects.toThrow(/changes in draft only/);
  });

  it('holds dates: a version of tomorrow waits, one that is retired from tomorrow is used today', async () => {
    const { owner } = installation.database;
    const [day] = await owner.query<{ tomorrow: string; yesterday: string }[]>(
      `SELECT (${TODAY} + 1)::text AS tomorrow, (${TODAY} - 1)::text AS yesterday`,
    );
    const approved = await inState('dated', 'approved');
    expect((await act(curator, 'publish', approved, { from: day?.yesterday })).body.errors[0]?.message).toBe(
      'きょうより前の日は選べません。',
    );
    const waiting = (await act(curator, 'publish', approved, { from: day?.tomorrow })).body;
    expect(waiting).toMatchObject({ state: 'published', isInUse: false, effectiveFrom: day?.tomorrow });
    expect((await a1.get('/api/templates/dated')).status).toBe(404);

    const used = await inState('ending', 'published');
    const ending = (await act(approver, 'retire', used, { from: day?.tomorrow })).body;
    expect(ending).toMatchObject({ state: 'retired', isInUse: true, effectiveUntil: day?.tomorrow });
    expect((await a1.get('/api/templates/ending')).status).toBe(200);
  });

  describe('a version that is retired', () => {
    /** The second version of a template whose first one is in use, published from a day on. */
    async function second(id: string, from?: string): Promise<VersionView> {
      await inState(id, 'published');
      let view = (await curator.post<VersionView>(`/api/curation/templates/${id}/versions`, { from: 1 })).body;
      view = (await act(curator, 'submit', view)).body;
      view = (await act(approver, 'approve', view)).body;
      return (await act(curator, 'publish', view, { from })).body;
    }

    const inUse = async (id: string) => [(await read(1, id)).isInUse, (await read(2, id)).isInUse];

    it('before its first day has never begun: what was in use stays', async () => {
      const { owner } = installation.database;
      const setDay = (days: number) =>
        owner.query(`CREATE OR REPLACE FUNCTION template_today() RETURNS date LANGUAGE sql VOLATILE RETURN ${TODAY} + ${String(days)}`);
      const [day] = await owner.query<{ tomorrow: string }[]>(`SELECT (${TODAY} + 1)::text AS tomorrow`);
      const published = await second('never-begun', day?.tomorrow);
      const retired = (await act(approver, 'retire', published)).body;
      expect(retired).toMatchObject({ state: 'retired', effectiveFrom: day?.tomorrow, effectiveUntil: day?.tomorrow });
      try {
        await setDay(1);
        expect(await inUse('never-begun')).toEqual([true, false]);
        await curator.put('/api/curation/templates/never-begun/visibility', { departmentIds: [] });
        expect((await a1.get<TemplateView>('/api/templates/never-begun')).body.version).toBe(1);
      } finally {
        await setDay(0);
      }
    });

    it('on its first day does not bring back what it has replaced', async () => {
      const published = await second('begun-and-over');
      expect(await inUse('begun-and-over')).toEqual([false, true]);
      await act(approver, 'retire', published);
      expect(await inUse('begun-and-over')).toEqual([false, false]);
      expect((await a1.get('/api/templates/begun-and-over')).status).toBe(404);
    });
  });

  it('retires a template with a job in flight: the job ends with its version, no new one begins', async () => {
    const view = await inState('in-flight', 'published');
    await installation.model.next({ do: 'hold', after: 1 });
    const id = await a1.submit('in-flight');
    await until('the model is asked', async () => (await installation.model.meter()).held === 1);
    await act(approver, 'retire', view);
    expect((await a1.get('/api/templates/in-flight')).status).toBe(404);
    await installation.model.release();
    expect(await a1.ended(id)).toMatchObject({ state: 'ready', templateVersion: 1 });
    expect((await a1.get<TemplateSummary[]>('/api/templates')).body.map((each) => each.id)).not.toContain('in-flight');
  });

  it('tells the second of two curators who save at once, and shows the difference', async () => {
    const other = await installation.signedIn('curator2');
    const view = await begun('at-once');
    const mine = { ...view.content, purpose: '先に保存した用途です。' };
    const theirs = { ...view.content, purpose: '後から保存する用途です。' };
    const [one, two] = await Promise.all([
      curator.put<VersionView & Problem>(url(1, 'at-once'), { content: mine, revision: view.revision }),
      other.put<VersionView & Problem>(url(1, 'at-once'), { content: theirs, revision: view.revision }),
    ]);
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect([one, two].find(({ status }) => status === 409)?.body.code).toBe('template.changed');
    const now = await read(1, 'at-once');
    const lost = one.status === 409 ? mine : theirs;
    const { body: changes } = await other.post<TemplateChange[]>('/api/curation/comparisons', { before: now.content, after: lost });
    expect(changes).toMatchObject([{ path: 'purpose', kind: 'changed', after: lost.purpose }]);
    const again = await other.put<VersionView>(url(1, 'at-once'), { content: lost, revision: now.revision });
    expect(again.status).toBe(200);
  });

  it('shows a template to named departments only', async () => {
    await inState('for-tax', 'published');
    const draftId = await a1.submit('for-tax', {}, 'boilerplate');
    const departments = (await curator.get<{ id: string; name: string }[]>('/api/curation/departments')).body;
    const tax = departments.find(({ name }) => name === '税務課')?.id ?? '';
    const shown = await curator.put<CuratedTemplate>('/api/curation/templates/for-tax/visibility', { departmentIds: [tax] });
    expect(shown.body.departments).toEqual([{ id: tax, name: '税務課' }]);
    const b1 = await installation.signedIn('b1');
    expect((await b1.get('/api/templates/for-tax')).status).toBe(200);
    for (const [method, path, body] of [
      ['GET', '/api/templates/for-tax', undefined],
      ['GET', '/api/templates/for-tax/input', undefined],
      ['PUT', '/api/templates/for-tax/input', { answers: {} }],
      ['POST', '/api/estimates', { templateId: 'for-tax', answers: {} }],
    ] as const) {
      expect([path, (await a1.send(method, path, body)).status]).toEqual([path, 404]);
    }
    const refused = await a1.post('/api/drafts', { templateId: 'for-tax', answers: {} }, { 'idempotency-key': 'for-tax' });
    expect(refused.status).toBe(404);
    expect((await a1.draft(draftId)).state).toBe('ready');
    await curator.put('/api/curation/templates/for-tax/visibility', { departmentIds: [] });
    expect((await a1.get('/api/templates/for-tax')).status).toBe(200);
  });

  it('checks a definition as it is typed, and stores nothing of it', async () => {
    const { content } = await read(1);
    const good = await curator.post<TemplateCheck>('/api/curation/checks', { content });
    expect(good.body.faults).toEqual([]);
    expect(good.body.preview?.blocks.length).toBeGreaterThan(5);
    expect(good.body.view?.fields.length).toBe(libraryTemplate(ID).fields.length);
    expect(good.body.results.every(({ failures }) => failures.length === 0)).toBe(true);
    const bad = await curator.post<TemplateCheck>('/api/curation/checks', { content: { ...content, prompt: '{{{subject}}}' } });
    expect(bad.body).toMatchObject({ faults: [{ path: 'prompt', line: 1, column: 1 }], preview: null, view: null });
    expect((await read(1)).content).toEqual(content);
  });

  it('saves what is wrong, and refuses what is no definition of this template', async () => {
    const view = await begun('wrong');
    const put = (content: unknown) => curator.send<Problem>('PUT', url(1, 'wrong'), { content, revision: view.revision });
    expect((await put({ ...view.content, id: 'other' })).body.code).toBe('template.refused');
    expect((await put({ ...view.content, prompt: 'あ'.repeat(400_000) })).status).toBe(413);
    const large = await put({ ...view.content, prompt: 'あ'.repeat(150_000) });
    expect([large.status, large.body.errors[0]?.message]).toEqual([422, expect.stringContaining('400キロバイトまで')]);
    const polluted = `{"revision":${String(view.revision)},"content":{"id":"wrong","fields":[{"__proto__":{"admin":true}}]}}`;
    expect([400, 422]).toContain((await curator.send('PUT', url(1, 'wrong'), polluted)).status);
    const saved = await curator.put<VersionView>(url(1, 'wrong'), { content: { id: 'wrong', fields: 'x' }, revision: view.revision });
    expect(saved.status).toBe(200);
    expect(saved.body.check.faults.length).toBeGreaterThan(0);
  });

  it('carries a template to another city and back: round trip equal', async () => {
    const file = await curator.get(`${url(1)}/file`);
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="${ID}-1.json"`);
    const text = file.bytes.toString('utf8');
    const same = await curator.post<ImportReport>('/api/curation/imports', { file: text, apply: true });
    expect(same.body).toMatchObject({ outcome: 'same', version: null, faults: [] });
    const other = text.replaceAll(`"${ID}"`, '"carried"');
    const report = await curator.post<ImportReport>('/api/curation/imports', { file: other });
    expect(report.body).toMatchObject({ outcome: 'new', version: null, templateId: 'carried' });
    expect((await curator.get(url(1, 'carried'))).status).toBe(404);
    const taken = await curator.post<ImportReport>('/api/curation/imports', { file: other, apply: true });
    expect(taken.body).toMatchObject({ outcome: 'new', version: 1 });
    expect((await curator.get(`${url(1, 'carried')}/file`)).bytes.toString('utf8')).toBe(other);
    expect((await read(1, 'carried')).events.map((event) => event.act)).toEqual(['import']);
    const changed = other.replace('市民・団体・事業者へ', '市民や団体へ');
    const open = await curator.post<Problem>('/api/curation/imports', { file: changed, apply: true });
    expect(open).toMatchObject({ status: 409, body: { code: 'template.open' } });
  });

  it('compares a file with the version that stands, not with one that was given up', async () => {
    await inState('given-up', 'published');
    const file = (await curator.get(`${url(1, 'given-up')}/file`)).bytes.toString('utf8').replace('市民・団体・事業者へ', '市民や団体へ');
    const first = (await curator.post<ImportReport>('/api/curation/imports', { file, apply: true })).body;
    expect(first).toMatchObject({ outcome: 'change', version: 2 });
    expect((await act(curator, 'retire', await read(2, 'given-up'))).status).toBe(200);
    const again = (await curator.post<ImportReport>('/api/curation/imports', { file, apply: true })).body;
    expect(again).toMatchObject({ outcome: 'change', version: 3, changes: first.changes });
    expect(again.changes).toHaveLength(1);
  });

  it('refuses a hostile file with its reason, and stores nothing', async () => {
    const before = (await curator.get<CuratedTemplate[]>('/api/curation/templates')).body.length;
    const content = (await read(1)).content;
    const file = (template: unknown) => JSON.stringify({ format: 'bunan-template', formatVersion: 1, template });
    const fields: unknown[] = Array.isArray(content.fields) ? content.fields : [];
    const hostile: readonly string[] = [
      '様式ではありません',
      `{"format":"bunan-template","formatVersion":1,"template":{"id":"x","__proto__":{"admin":true}}}`,
      file({ ...content, prompt: 'a'.repeat(300_000) }),
      file({ ...content, fields: Array.from({ length: 10_000 }, () => 0) }),
      file({ ...content, fields: [...fields, { id: 'x', label: 'x', type: 'magic', required: false, pii: 'none', toLlm: 'never' }] }),
      file({ ...content, fields: [...fields, fields[0]] }),
      file({ ...content, prompt: '{{constructor.constructor}}' }),
      '['.repeat(1_000) + ']'.repeat(1_000),
      JSON.stringify({ format: 'bunan-template', formatVersion: 99, template: content }),
    ];
    for (const text of hostile) {
      const { status, body } = await curator.post<ImportReport>('/api/curation/imports', { file: text, apply: true });
      expect([text.slice(0, 60), status, body.outcome, body.faults.length > 0]).toEqual([text.slice(0, 60), 200, 'refused', true]);
    }
    expect((await curator.get<CuratedTemplate[]>('/api/curation/templates')).body.length).toBe(before);
  });

  it('tries a test on the model on request, at a price that was told, from the tokens of the person', async () => {
    const test = {
      id: 'ordinary',
      name: '通常',
      answers: libraryTemplate(ID).sample.answers,
      expect: [{ that: 'present', section: 'lead' }],
    };
    const view = await begun('tried', { tests: [test] });
    expect((await curator.get<Problem>(`${url(1, 'tried')}/trials/ordinary`)).body.code).toBe('template.not-standing');
    await act(curator, 'submit', view);
    const before = (await curator.get<TrialView>(`${url(1, 'tried')}/trials/ordinary`)).body;
    expect(before).toMatchObject({ hindrance: null, run: null });
    expect(before.worstTokens).toBeGreaterThan(before.expectedTokens);
    const started = await curator.post<TrialView>(`${url(1, 'tried')}/trials/ordinary`, null);
    const draftId = started.body.run?.draftId ?? '';
    const ready = await curator.ended(draftId);
    const after = (await curator.get<TrialView>(`${url(1, 'tried')}/trials/ordinary`)).body;
    expect(after.run).toMatchObject({ draftId, state: 'ready', usedTokens: ready.tokens.used, result: { failures: [] } });
    expect(after.run?.usedTokens).toBeGreaterThan(0);
    expect(after.run?.usedTokens).toBeLessThanOrEqual(before.worstTokens);
    const { body: page } = await curator.get<{ drafts: { id: string }[] }>('/api/drafts');
    expect(page.drafts.map(({ id }) => id)).not.toContain(draftId);
    expect((await curator.get(`${url(1, 'tried')}/trials/none`)).status).toBe(404);
  });

  it('writes every act into the record', async () => {
    const rows = await installation.database.owner.query<{ action: string }[]>(
      `SELECT DISTINCT action FROM audit_entry WHERE action LIKE 'template.%' AND outcome = 'done' ORDER BY action`,
    );
    expect(rows.map(({ action }) => action)).toEqual(
      ['approve', 'create', 'import', 'publish', 'retire', 'return', 'save', 'show-to', 'submit', 'withdraw'].map(
        (name) => `template.${name}`,
      ),
    );
  });
});

/** The definition with a field taken out wherever it is named; its tests are one of the sample alone. */
function withoutField(content: VersionView['content'], id: string): Record<string, unknown> {
  const cut = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const list: unknown[] = value;
      return list.filter((each) => each !== id && !isField(each, id)).map(cut);
    }
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (key === id ? [] : [[key, cut(part)]])));
    }
    return typeof value === 'string' ? value.replace(new RegExp(`\\{\\{#if ${id}\\}\\}.*?\\{\\{/if\\}\\}`, 'gs'), '') : value;
  };
  const left = templateDefinitionSchema.parse({
    ...Object.fromEntries(Object.entries(content).map(([key, value]) => [key, cut(value)])),
    tests: [],
  });
  const test = { id: 'sample', name: '入力例', answers: left.sample.answers, expect: [{ that: 'present', section: 'lead' }] };
  return { ...left, tests: [test] };
}

function isField(value: unknown, id: string): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && value.id === id;
}
