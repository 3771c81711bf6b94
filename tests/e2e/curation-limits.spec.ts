import type {
  CuratedTemplate,
  DraftPage,
  Problem,
  TemplateSummary,
  TemplateCheck,
  TemplateChange,
  TrialRunView,
  TrialView,
  VersionAct,
  VersionView,
} from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';
import { libraryTemplate } from '../support/library.js';
import { addCurators } from '../support/people.js';
import { until } from '../support/program.js';

const ID = 'tsuchi-taigai';
const LETTER = libraryTemplate(ID);

/** A test of the letter that any answer of a model meets. */
const ORDINARY = { id: 'ordinary', name: '通常', answers: LETTER.sample.answers, expect: [{ that: 'present', section: 'lead' }] };

describe('the limits of curation', () => {
  let installation: Installation;
  let curator: TestClient;
  let approver: TestClient;

  beforeAll(async () => {
    installation = await Installation.start();
    await addCurators(installation.database.owner);
    curator = await installation.signedIn('curator');
    approver = await installation.signedIn('approver');
  });
  afterAll(async () => {
    await installation.stop();
  });
  afterEach(async () => {
    await installation.expectSound('exact');
  });

  const url = (id: string, version = 1) => `/api/curation/templates/${id}/versions/${String(version)}`;

  async function act(who: TestClient, name: VersionAct, view: VersionView, more: object = {}) {
    return who.post<VersionView & Problem>(`${url(view.templateId, view.version)}/acts`, { act: name, revision: view.revision, ...more });
  }

  async function done(who: TestClient, name: VersionAct, view: VersionView, more: object = {}): Promise<VersionView> {
    const { status, body } = await act(who, name, view, more);
    expect([name, status]).toEqual([name, 200]);
    return body;
  }

  async function begun(id: string, change: object = {}): Promise<VersionView> {
    const input = { id, name: '試しの通知', group: '通知・案内', copyOf: ID };
    const { content, revision } = (await curator.post<VersionView>('/api/curation/templates', input)).body;
    return (await curator.put<VersionView>(url(id), { content: { ...content, ...change }, revision })).body;
  }

  async function published(view: VersionView): Promise<VersionView> {
    return done(curator, 'publish', await done(approver, 'approve', await done(curator, 'submit', view)));
  }

  describe('a definition that is hostile', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const hostile: readonly (readonly [string, object, string])[] = [
      ['a thousand levels', { sample: nested(1_000) }, '入れ子が深すぎます'],
      ['10,000 fields', { fields: Array.from({ length: 10_000 }, () => 1) }, '値が多すぎます'],
      ['a null byte', { name: 'a\0b' }, '読み取れない文字'],
      ['half a character', { name: 'a\ud842' }, '読み取れない文字'],
    ];

    it.each(hostile)('is neither saved nor compared, and is a fault of a check: %s', async (name, change, words) => {
      const view = await begun(`hostile-${String(hostile.findIndex(([each]) => each === name))}`);
      const content = { ...view.content, ...change };
      const saved = await curator.send<Problem>('PUT', url(view.templateId), { content, revision: view.revision });
      expect(saved).toMatchObject({ status: 422, body: { code: 'template.refused' } });
      expect(saved.body.errors[0]?.message).toContain(words);
      const compared = await curator.post<Problem>('/api/curation/comparisons', { before: view.content, after: content });
      expect(compared).toMatchObject({ status: 422, body: { code: 'template.refused' } });
      const { body } = await curator.post<TemplateCheck>('/api/curation/checks', { content });
      expect(body.faults[0]?.message).toContain(words);
      expect((await curator.get<VersionView>(url(view.templateId))).body.content).toEqual(view.content);
    });

    it('is answered however deep it is', async () => {
      const deep = '['.repeat(200_000) + ']'.repeat(200_000);
      for (const [path, body] of [
        ['checks', `{"content":{"id":"x","fields":${deep}}}`],
        ['comparisons', `{"before":{"fields":${deep}},"after":{}}`],
        ['imports', JSON.stringify({ file: deep })],
      ] as const) {
        const { status } = await curator.send('POST', `/api/curation/${path}`, body);
        expect([path, status < 500]).toEqual([path, true]);
      }
    });

    it('holds up no act that does not rest on a check, nor one that began from what others have changed', async () => {
      const view = await begun('slow-acts');
      const content = { ...view.content, tests: [{ ...ORDINARY, answer: { lead: '一'.repeat(100_000) } }] };
      await installation.database.owner.query(
        `UPDATE template_version SET content = $1, content_hash = sha256('slow'), revision = revision + 1 WHERE template_id = $2`,
        [JSON.stringify(content), view.templateId],
      );
      const begunAt = performance.now();
      expect((await act(curator, 'submit', view)).body.code).toBe('template.changed');
      expect(performance.now() - begunAt).toBeLessThan(2_000);
      const hindered = await act(curator, 'submit', { ...view, revision: view.revision + 1 });
      expect(hindered.body.errors[0]?.message).toContain('誤りが1件あります');
      await done(curator, 'retire', { ...view, revision: view.revision + 1 });
    });

    it('is refused as a file too when its form takes for ever', async () => {
      const { content } = await begun('pattern');
      const [first, ...fields] = LETTER.fields;
      const shaped = { ...first, maxLength: 100_000, must: { pattern: '^a*a*b$', message: 'x' } };
      const template = { ...content, fields: [shaped, ...fields] };
      const { body } = await curator.post<TemplateCheck>('/api/curation/checks', { content: template });
      expect(body.faults.map(({ message }) => message)).toContainEqual(expect.stringContaining('複雑すぎます'));
    });
  });

  describe('what no address and no number can be', () => {
    const LARGE = 2_147_483_648;
    const TEMPLATES = '/api/curation/templates';

    it.each<[number, string, string, unknown]>([
      [404, 'GET', url(ID, LARGE), undefined],
      [404, 'GET', `${url(ID)}9999999999999999999999`, undefined],
      [404, 'GET', url('a%00b'), undefined],
      [404, 'POST', `${TEMPLATES}/a%00b/versions`, { from: 1 }],
      [404, 'PUT', `${TEMPLATES}/a%00b/visibility`, { departmentIds: [] }],
      [404, 'GET', `${url(ID)}/trials/a%00b`, undefined],
      [400, 'GET', `${url(ID)}/changes?since=${String(LARGE)}`, undefined],
      [400, 'POST', `${TEMPLATES}/${ID}/versions`, { from: LARGE }],
      [400, 'PUT', url(ID), { content: {}, revision: LARGE }],
      [400, 'POST', `${url(ID)}/acts`, { act: 'retire', revision: LARGE }],
    ])('answers %i to %s %s', async (status, method, path, body) => {
      const refused = await curator.send<Problem>(method, path, body);
      expect(refused.status).toBe(status);
      expect(refused.body.title).toMatch(/^[^a-z]*[ぁ-ん][^a-z]*$/);
    });

    it('keeps what can be seen of a reason', async () => {
      const view = await done(curator, 'submit', await begun('reason'));
      const back = await done(approver, 'return', view, { comment: '一行目\u0000を直してください。' });
      expect(back.events.at(-1)?.comment).toBe('一行目を直してください。');
      const again = await done(curator, 'submit', back);
      expect((await act(approver, 'return', again, { comment: '\u0000' })).body.errors[0]?.message).toBe('差し戻す理由を書いてください。');
    });
  });

  it('writes into the record who wanted to do what only others may', async () => {
    const view = await begun('not-mine');
    expect((await act(approver, 'submit', view)).body.code).toBe('forbidden');
    const rows = await installation.database.owner.query<{ login: string }[]>(
      `SELECT p.login FROM audit_entry e JOIN person p ON p.id = e.person_id
        WHERE e.action = 'template.submit' AND e.outcome = 'refused' AND e.object_id = 'not-mine'`,
    );
    expect(rows).toEqual([{ login: 'approver' }]);
  });

  it('says whose version is being worked on', async () => {
    const view = await published(await begun('whose'));
    const next = await curator.post<VersionView>('/api/curation/templates/whose/versions', { from: view.version });
    expect(next.status).toBe(201);
    const second = await curator.post<Problem>('/api/curation/templates/whose/versions', { from: view.version });
    expect(second).toMatchObject({ status: 409, body: { code: 'template.open', details: { version: 2 } } });
    expect(second.body.errors[0]?.message).toMatch(/^職員　curatorさんの版2が作業中です。/);
  });

  it('begins one version when two curators begin at once', async () => {
    await published(await begun('twice'));
    const other = await installation.signedIn('curator2');
    const answers = await Promise.all(
      [curator, other].map((who) => who.post<VersionView>('/api/curation/templates/twice/versions', { from: 1 })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const [twice] = (await curator.get<CuratedTemplate[]>('/api/curation/templates')).body.filter(({ id }) => id === 'twice');
    expect(twice?.versions.map(({ version, state }) => `${String(version)} ${state}`)).toEqual(['2 draft', '1 published']);
  });

  it('lets a job end with the field that the next version has taken out', async () => {
    const a1 = await installation.signedIn('a1');
    const first = await published(await begun('without'));
    await installation.model.next({ do: 'hold', after: 1 });
    const draftId = await a1.submit('without');
    await until('the model is asked', async () => (await installation.model.meter()).held === 1);
    const next = (await curator.post<VersionView>('/api/curation/templates/without/versions', { from: 1 })).body;
    const content = (await curator.post<VersionView>('/api/curation/templates', { id: 'blank', name: '空の様式', group: '通知・案内' }))
      .body.content;
    const saved = await curator.put<VersionView>(url('without', 2), { content: { ...content, id: 'without' }, revision: next.revision });
    await published(saved.body);
    expect((await a1.get<{ fields: unknown[] }>('/api/templates/without')).body.fields.length).toBe(2);
    await installation.model.release();
    const ended = await a1.ended(draftId);
    expect(ended).toMatchObject({ state: 'ready', templateVersion: 1, answers: { effectiveDate: '2024-11-01' } });
    expect(ended.document.blocks.length).toBeGreaterThan(5);
    const { body: changes } = await curator.get<TemplateChange[]>(`${url('without', 2)}/changes?since=${String(first.version)}`);
    expect(changes).toContainEqual(expect.objectContaining({ path: 'fields.effectiveDate', kind: 'removed' }));
  });

  describe('a test that is tried on the model', () => {
    const trial = (id: string) => `${url(id)}/trials/ordinary`;
    const runs = async (id: string, who = curator) => (await who.get<TrialRunView[]>(`${url(id)}/trials`)).body;

    it('stands in the ledger, is no document, and holds its version while it runs', async () => {
      const view = await done(curator, 'submit', await begun('tried', { tests: [ORDINARY] }));
      const used = (await installation.contract()).used;
      await installation.model.next({ do: 'hold', after: 1 });
      const draftId = (await curator.post<TrialView>(trial('tried'), null)).body.run?.draftId ?? '';
      await until('the model is asked', async () => (await installation.model.meter()).held === 1);
      expect(await runs('tried')).toEqual([expect.objectContaining({ testId: 'ordinary', draftId, state: 'writing', result: null })]);
      const again = await curator.post<Problem>(trial('tried'), null);
      expect(again).toMatchObject({ status: 409, body: { code: 'template.act' } });
      const back = await act(curator, 'withdraw', view);
      expect(back).toMatchObject({ status: 409, body: { code: 'template.act' } });
      expect(back.body.errors[0]?.message).toContain('AIで試しています');
      await installation.model.release();

      const ready = await curator.ended(draftId);
      expect(ready.trialTest).toBe('ordinary');
      const { run } = (await curator.get<TrialView>(trial('tried'))).body;
      expect(run).toMatchObject({ draftId, state: 'ready', usedTokens: ready.tokens.used, result: { failures: [] } });
      expect(await runs('tried')).toEqual([run]);
      expect(await runs('tried', approver)).toEqual([run]);
      expect((await installation.reservations(draftId)).map(({ state, settled }) => ({ state, settled }))).toEqual([
        { state: 'settled', settled: ready.tokens.used },
      ]);
      expect((await installation.contract()).used - used).toBe(ready.tokens.used);
      const confirmed = await curator.post<Problem>(`/api/drafts/${draftId}/confirmations`, { revision: ready.revision });
      expect(confirmed).toMatchObject({ status: 409, body: { code: 'draft.not-ready' } });
      const edit = { parts: [{ text: '直した文です。' }], baseRevision: ready.revision };
      expect((await curator.send<Problem>('PATCH', `/api/drafts/${draftId}/sections/lead`, edit)).body.code).toBe('draft.not-ready');

      const open = await done(curator, 'withdraw', view);
      expect(await curator.get<Problem>(`${url('tried')}/trials`)).toMatchObject({ status: 409, body: { code: 'template.not-standing' } });
      const content = { ...open.content, purpose: '用途を書き直しました。' };
      const saved = (await curator.put<VersionView>(url('tried'), { content, revision: open.revision })).body;
      await done(curator, 'submit', saved);
      expect((await curator.get<TrialView>(trial('tried'))).body.run).toBeNull();
      expect(await runs('tried')).toEqual([]);
      expect((await curator.get(`/api/drafts/${draftId}`)).status).toBe(404);
    });

    it('tells its result to those who decide, and its text to its own department only', async () => {
      await done(curator, 'submit', await begun('own-trial', { tests: [ORDINARY] }));
      const draftId = (await curator.post<TrialView>(trial('own-trial'), null)).body.run?.draftId ?? '';
      await curator.ended(draftId);
      const move = 'UPDATE person SET department_id = (SELECT id FROM department WHERE name = $1) WHERE login = $2';
      await installation.database.owner.query(move, ['税務課', 'approver']);
      const seen = await runs('own-trial', approver);
      const opened = await approver.get(`/api/drafts/${draftId}`);
      await installation.database.owner.query(move, ['情報政策課', 'approver']);
      const run = { testId: 'ordinary', draftId, department: '情報政策課', result: expect.objectContaining({ failures: [] }) };
      expect(seen).toEqual([expect.objectContaining({ ...run, canOpen: false })]);
      expect(opened.status).toBe(404);
      expect(await runs('own-trial', approver)).toEqual([expect.objectContaining({ ...run, canOpen: true })]);
    });

    it('is shown red and leaves the approval open', async () => {
      const expectation = { that: 'contains', text: 'モデルがけっして書かない語', of: 'answer' };
      const red = { ...ORDINARY, expect: [expectation] };
      const view = await done(curator, 'submit', await begun('red-trial', { tests: [red] }));
      const draftId = (await curator.post<TrialView>(trial('red-trial'), null)).body.run?.draftId ?? '';
      await curator.ended(draftId);
      expect((await curator.get<TrialView>(trial('red-trial'))).body.run?.result?.failures).toHaveLength(1);
      await done(approver, 'approve', view);
    });

    it('counts among nobody’s documents and uses', async () => {
      const view = await done(curator, 'submit', await begun('uncounted', { tests: [ORDINARY] }));
      const draftId = (await curator.post<TrialView>(trial('uncounted'), null)).body.run?.draftId ?? '';
      await curator.ended(draftId);
      await done(curator, 'publish', await done(approver, 'approve', view));
      const use = async () => (await curator.get<TemplateSummary[]>('/api/templates')).body.find(({ id }) => id === 'uncounted');
      await until('the template is in use', async () => (await use()) !== undefined);
      expect(await use()).toMatchObject({ lastUsedAt: null, usesInDepartment: 0 });
      expect((await curator.get<DraftPage>('/api/drafts')).body.drafts.map(({ id }) => id)).not.toContain(draftId);

      await curator.submit('uncounted', LETTER.sample.answers, 'boilerplate');
      expect(await use()).toMatchObject({ usesInDepartment: 1 });
    });

    it('says what is wrong with a version that has become faulty', async () => {
      const open = await begun('now-faulty', { tests: [ORDINARY], prompt: '{{nobody}}' });
      await installation.database.owner.query(
        `UPDATE template_version SET state = 'in-review', revision = revision + 1 WHERE template_id = $1`,
        [open.templateId],
      );
      for (const method of ['GET', 'POST']) {
        const refused = await curator.send<Problem>(method, trial('now-faulty'), method === 'GET' ? undefined : null);
        expect(refused).toMatchObject({ status: 409, body: { code: 'template.act' } });
        expect(refused.body.errors[0]?.message).toBe('この版には誤りがあります。作成中に戻して直してください。');
      }
    });

    it('never sends a personal number', async () => {
      const field = LETTER.fields.find(({ type, toLlm }) => type === 'longtext' && toLlm === 'raw')?.id ?? '';
      const answers = { ...LETTER.sample.answers, [field]: '番号は123456789018です。' };
      await done(curator, 'submit', await begun('numbered', { tests: [{ ...ORDINARY, answers }] }));
      const refused = await curator.post<Problem>(trial('numbered'), null);
      expect(refused).toMatchObject({ status: 422, body: { code: 'answers.personal-number' } });
    });

    it('waits while no tokens are left for it, and says so', async () => {
      await done(curator, 'submit', await begun('poor', { tests: [ORDINARY] }));
      const { used, cap } = await installation.contract();
      await installation.grant(used - cap);
      try {
        expect((await curator.get<TrialView>(trial('poor'))).body.hindrance).toContain('トークンの残りが足りない');
        expect((await curator.post<Problem>(trial('poor'), null)).body.code).toBe('template.act');
      } finally {
        await installation.grant(cap - used);
      }
    });
  });
});
