import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import type { Problem, ProposalsView, VersionView } from '@bunan/contracts';
import { DOCX } from '../../apps/api/src/openapi/route-description.js';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

const PATH = '/api/curation/proposals';

const LETTER = readFileSync('tests/golden/intake/tsuchi-taigai-1.docx');

describe('POST /api/curation/proposals', () => {
  let installation: Installation;
  let curator: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    curator = await installation.signedIn('curator');
  });
  afterAll(async () => {
    await installation.stop();
  });

  const propose = <T = Problem>(client: TestClient, file: Buffer | string, type = DOCX) =>
    client.post<T>(PATH, file, { 'content-type': type });

  it('answers fields and sections with the words they were found in', async () => {
    const { status, body } = await propose<ProposalsView>(curator, LETTER);
    expect(status).toBe(200);
    expect(body.fields).toContainEqual(
      expect.objectContaining({ id: 'changeDate', label: '変更日', type: 'date', toLlm: 'placeholder', pii: 'none' }),
    );
    expect(body.sections.map(({ label }) => label)).toEqual(['本文']);
  });

  it('stores nothing of it', async () => {
    await propose(curator, LETTER);
    const dump = await installation.dump();
    expect(dump).not.toContain('若葉中央公園');
    expect(installation.output).not.toContain('若葉中央公園');
  });

  it.each([
    ['no Word file', Buffer.from('ただの文字'), 'not-word'],
    ['a sealed file', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(1_000)]), 'protected'],
    ['half a file', LETTER.subarray(0, LETTER.length / 2), 'not-word'],
    ['a file of more than 10 MB', Buffer.alloc(10 * 1024 * 1024 + 1), 'too-large'],
  ])('refuses %s, and says what to do', async (_, file, reason) => {
    const { status, body } = await propose(curator, file);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'document.unreadable' });
    expect(body.errors).toEqual([{ path: 'file', code: reason, message: expect.stringMatching(/。$/) }]);
  });

  it('refuses a file of more than 10 MB that does not say how long it is', async () => {
    const { port } = new URL(installation.url);
    const headers = { 'content-type': DOCX, cookie: curator.sessionCookie, 'x-csrf-token': curator.token, 'transfer-encoding': 'chunked' };
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: PATH, method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.once('error', reject);
      for (let each = 0; each < 11; each += 1) {
        sent.write(Buffer.alloc(1024 * 1024));
      }
      sent.end();
    });
    expect(status).toBe(422);
    expect((await curator.get('/api/session')).status).toBe(200);
  });

  it('takes nothing but a Word file', async () => {
    expect(await propose(curator, '{}', 'application/json')).toMatchObject({ status: 415, body: { code: 'request.not-supported' } });
    expect(await propose(curator, LETTER, 'application/zip')).toMatchObject({ status: 415, body: { code: 'request.not-supported' } });
  });

  it('is for curators only, and reads nothing of anybody else', async () => {
    for (const login of ['a1', 'head', 'admin', 'auditor'] as const) {
      expect((await propose(await installation.signedIn(login), LETTER)).status).toBe(403);
    }
  });

  it('takes no file where none is wanted', async () => {
    const { status } = await curator.post('/api/drafts', LETTER, { 'content-type': DOCX });
    expect(status).toBe(400);
  });

  describe('a template made of what was taken', () => {
    const TEMPLATES = '/api/curation/templates';

    /** Everything that is proposed of the letter, as the screen sends it. */
    async function everything() {
      const { fields, sections, blocks } = (await propose<ProposalsView>(curator, LETTER)).body;
      return { fields, sections: sections.map((section) => ({ ...section, maxChars: 400 })), blocks };
    }
    const create = (id: string, taken: object, client = curator) =>
      client.post<VersionView & Problem>(TEMPLATES, { id, name: '公園の通知', group: '通知・案内', taken });

    it('lacks its instruction only; with it, its form and its page can be seen', async () => {
      const taken = await everything();
      const { status, body } = await create('park-letter', taken);
      expect(status).toBe(201);
      expect(body).toMatchObject({ templateId: 'park-letter', version: 1, state: 'draft', canEdit: true });
      expect(body.check.faults.map(({ path }) => path)).toEqual(['sections.0.instruction']);
      const [section] = Array.isArray(body.content.sections) ? body.content.sections : [];
      const content = { ...body.content, sections: [{ ...section, instruction: '結論から述べる。' }] };
      const saved = await curator.put<VersionView>(`${TEMPLATES}/park-letter/versions/1`, { content, revision: body.revision });
      expect(saved.body.check.faults).toEqual([]);
      expect(saved.body.check.view?.fields.map(({ label }) => label)).toEqual(taken.fields.map(({ label }) => label));
      const page = JSON.stringify(saved.body.check.preview);
      expect(page).toContain('見本の対象となる公園');
      expect(page).not.toContain('若葉中央公園');
    });

    it('holds what was taken, under the names and of the kinds that were given', async () => {
      const { fields, sections, blocks } = await everything();
      const kept = fields.filter(({ id }) => id === 'subject' || id === 'changeDate');
      const renamed = kept.map((field) => (field.id === 'changeDate' ? { ...field, label: '実施日', type: 'text' as const } : field));
      const { body } = await create('renamed', { fields: renamed, sections, blocks });
      expect(body.content.fields).toMatchObject([
        { id: 'subject', label: '件名' },
        { id: 'changeDate', label: '実施日', type: 'text', required: true },
      ]);
      expect(body.content.sections).toMatchObject([
        { boilerplate: expect.stringContaining('{{changeDate}}'), maxChars: 400, instruction: '' },
      ]);
    });

    it.each([
      ['nothing was taken', { fields: [], sections: [] }],
      ['an id comes twice', { twice: true }],
      ['a place is no place', { found: [] }],
      ['the name of a field is missing', { label: '' }],
    ])('is refused where %s', async (_, wrong: { twice?: boolean; label?: string; found?: never[]; fields?: never[] }) => {
      const taken = await everything();
      const [field] = taken.fields;
      const fields = wrong.twice === true ? [field, field] : [{ ...field, ...wrong }];
      const { status } = await create('refused', { ...taken, sections: [], fields: wrong.fields ?? fields });
      expect(status).toBe(400);
    });

    it('reads braces of the old document as text', async () => {
      const taken = await everything();
      const [section] = taken.sections;
      const words = '波括弧{{process}}と{令和6年11月1日}、{{#each x}}です。';
      const text = { ...section, found: [{ block: 0, words }] };
      const { body } = await create('braces', { ...taken, sections: [text], blocks: [] });
      expect(body.check.faults.map(({ path }) => path)).toEqual(['sections.0.instruction']);
    });

    it('is for curators only', async () => {
      const taken = await everything();
      expect((await create('not-mine', taken, await installation.signedIn('a1'))).status).toBe(403);
    });
  });
});
