import { randomUUID } from 'node:crypto';
import {
  fileRefusals,
  fileRows,
  FILE_NAME_HEADER,
  MAX_ATTACHED_BYTES,
  MAX_LOOSE_FILES,
  type AttachedFile,
  type Problem,
} from '@bunan/contracts';
import { OCTETS } from '../../apps/api/src/openapi/route-description.js';
import { publishAllKinds } from '../support/all-kinds.js';
import type { TestClient } from '../support/client.js';
import { aPdf, attached, sendFile, submitWith } from '../support/files.js';
import { Installation } from '../support/installation.js';
import { until } from '../support/program.js';

const INPUT = '/api/templates/all-kinds/input';
const PROGRAM = Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0]);

describe('attached files', () => {
  let installation: Installation;
  let a1: TestClient;
  let a2: TestClient;
  let b1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    await publishAllKinds(installation.database.owner);
    [a1, a2, b1] = [await installation.signedIn('a1'), await installation.signedIn('a2'), await installation.signedIn('b1')];
    await until('the template is known', async () => (await a1.get(INPUT)).status === 200);
  });
  afterAll(async () => {
    await installation.stop();
  });
  afterEach(async () => {
    await installation.database.owner.query(
      'DELETE FROM attached_file f WHERE NOT EXISTS (SELECT FROM draft_file l WHERE l.file_id = f.id)',
    );
  });

  const sql = <T>(text: string, values: unknown[] = []) => installation.database.owner.query<T[]>(text, values);
  const isKept = async ({ id }: AttachedFile) => (await sql('SELECT FROM attached_file WHERE id = $1', [id])).length === 1;
  const fetched = (client: TestClient, draftId: string, { id }: AttachedFile) => client.get(`/api/drafts/${draftId}/files/${id}`);
  const entries = (action: string) =>
    sql<{ outcome: string; object: string | null; detail: object }>(
      `SELECT outcome, object_id AS object, detail FROM audit_entry WHERE action = $1 ORDER BY id`,
      [action],
    );
  const submission = async (client: TestClient, files: unknown, key: string = randomUUID()) => {
    const answers = await client.sample('all-kinds', { files });
    return client.post<Problem & { id: string }>(
      '/api/drafts',
      { templateId: 'all-kinds', answers, writer: 'boilerplate' },
      {
        'idempotency-key': key,
      },
    );
  };

  it('go with the draft: named on paper, and fetched by the department', async () => {
    const plan = await attached(a1);
    const form = await attached(a1, '様式 第1号.CSV', Buffer.from('番号,会場\r\n'));
    expect(plan).toEqual({ id: expect.stringMatching(/^[a-z]{24}$/), name: '会場図.pdf', bytes: aPdf('会場の図').length });
    const draftId = await submitWith(a1, [plan, form]);
    const draft = await a2.draft(draftId);
    expect(draft.files).toEqual([plan, form].map((file) => ({ ...file, label: '添付資料' })));
    expect(JSON.stringify(draft.document)).toContain('会場図.pdf、様式 第1号.CSV');
    const answer = await fetched(a2, draftId, form);
    expect(answer.status).toBe(200);
    expect(answer.bytes.toString()).toBe('番号,会場\r\n');
    expect(answer.headers.get('content-type')).toBe(OCTETS);
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('様式 第1号.CSV')}`);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await entries('file.fetch')).at(-1)).toEqual({ outcome: 'done', object: form.id, detail: { draft: draftId } });
  });

  it('are not there for another department, nor by another draft', async () => {
    const plan = await attached(a1);
    const draftId = await submitWith(a1, [plan]);
    expect((await fetched(b1, draftId, plan)).status).toBe(404);
    expect((await fetched(a1, await submitWith(a1, []), plan)).status).toBe(404);
    expect((await fetched(b1, await submitWith(b1, []), plan)).status).toBe(404);
    expect((await a1.get(`/api/drafts/${draftId}/files/..%2f..%2fetc`)).status).toBe(404);
  });

  it.each(['a2', 'b1'] as const)('cannot be taken by %s before there is a draft', async (login) => {
    const thief = await installation.signedIn(login);
    const plan = await attached(a1);
    const { status, body } = await submission(thief, fileRows([plan]));
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'answers.invalid' });
    expect(body.errors).toEqual([
      { path: 'files', code: 'gone', message: '添付資料の「会場図.pdf」は、もうありません。外してから、もう一度選んでください。' },
    ]);
    expect((await thief.send('DELETE', `/api/files/${plan.id}`)).status).toBe(404);
    expect(await isKept(plan)).toBe(true);
  });

  it('of a draft can be named again by its department, as when its form is corrected, and by no other', async () => {
    const plan = await attached(a1);
    const [first, second] = [await submitWith(a1, [plan]), await submitWith(a2, [plan])];
    expect(second).not.toBe(first);
    expect((await fetched(a1, second, plan)).status).toBe(200);
    expect((await submission(b1, fileRows([plan]))).body.errors).toMatchObject([{ path: 'files', code: 'gone' }]);
  });

  it('have the name and size that they were stored with, whatever a form says', async () => {
    const plan = await attached(a1);
    const draftId = await submitWith(a1, [{ ...plan, name: '別の名前.pdf', bytes: 1 }]);
    expect((await a1.draft(draftId)).files).toEqual([{ ...plan, label: '添付資料' }]);
  });

  it('belong to one draft when the same wish comes twice', async () => {
    const rows = fileRows([await attached(a1)]);
    const key = randomUUID();
    const ids = [await submission(a1, rows, key), await submission(a1, rows, key)].map(({ status, body }) => [status, body.id]);
    expect(ids[0]).toEqual(ids[1]);
    expect((await submission(a1, [], key)).body.code).toBe('draft.key-reused');
  });

  it('can be changed in a finished draft', async () => {
    const [plan, photo] = [await attached(a1), await attached(a1, '写真.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]))];
    const draftId = await submitWith(a1, [plan]);
    const answers = await a2.sample('all-kinds', { files: fileRows([photo]) });
    const edit = (client: TestClient) => client.patch<Problem>(`/api/drafts/${draftId}/answers`, { answers, baseRevision: 1 });
    expect((await edit(a2)).body.errors).toMatchObject([{ path: 'files', code: 'gone' }]);
    expect((await edit(a1)).status).toBe(200);
    expect((await fetched(a2, draftId, photo)).bytes).toHaveLength(4);
  });

  it('are sealed: neither the database nor the log shows name or content', async () => {
    const words = 'kanarino-nakami-5157';
    const file = await attached(a1, 'かなりあの名前.pdf', aPdf(words));
    const draftId = await submitWith(a1, [file]);
    expect((await fetched(a1, draftId, file)).bytes.toString()).toContain(words);
    const dump = await installation.dump();
    const hex = Buffer.from(words).toString('hex');
    for (const trace of [words, hex, 'かなりあの名前', Buffer.from('かなりあの名前').toString('hex')]) {
      expect(dump).not.toContain(trace);
      expect(installation.output).not.toContain(trace);
    }
  });

  it('are erased by their owner as long as no draft has them', async () => {
    const [loose, bound] = [await attached(a1), await attached(a1)];
    const draftId = await submitWith(a1, [bound]);
    expect((await a1.send('DELETE', `/api/files/${loose.id}`)).status).toBe(204);
    expect((await a1.send('DELETE', `/api/files/${loose.id}`)).status).toBe(404);
    expect((await a1.send('DELETE', `/api/files/${bound.id}`)).status).toBe(204);
    expect((await b1.send('DELETE', `/api/files/${bound.id}`)).status).toBe(404);
    expect([await isKept(loose), (await fetched(a1, draftId, bound)).status]).toEqual([false, 200]);
    expect((await entries('file.remove')).at(-1)).toEqual({ outcome: 'done', object: loose.id, detail: {} });
  });

  it('stay when a draft takes them at the moment when they are to be erased', async () => {
    const plan = await attached(a1);
    const draftId = await submitWith(a1, []);
    const erasing = await installation.database.owner.transaction(async (manager) => {
      await manager.query('INSERT INTO draft_file (draft_id, file_id) VALUES ($1, $2)', [draftId, plan.id]);
      const answer = a1.send('DELETE', `/api/files/${plan.id}`);
      await until('it waits', async () => {
        const waiting = await sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
        return waiting.length > 0;
      });
      return { answer };
    });
    expect((await erasing.answer).status).toBe(204);
    expect((await fetched(a1, draftId, plan)).status).toBe(200);
  });

  it('are erased with the last draft that has them', async () => {
    const plan = await attached(a1);
    const drafts = [await submitWith(a1, [plan], 'model'), await submitWith(a1, [plan], 'model')];
    await sql('DELETE FROM draft WHERE id = $1', [drafts[0]]);
    expect(await isKept(plan)).toBe(true);
    await sql('DELETE FROM draft WHERE id = $1', [drafts[1]]);
    expect(await isKept(plan)).toBe(false);
  });

  it.each<[keyof typeof fileRefusals, string, Buffer]>([
    ['kind', '様式.docm', aPdf('')],
    ['kind', '図.pdf.exe', PROGRAM],
    ['name', '\u202e', aPdf('')],
    ['number', '1234-5678-9018.pdf', aPdf('')],
    ['empty', '図.pdf', Buffer.alloc(0)],
    ['content', '図.pdf', PROGRAM],
    ['content', '一覧.docx', aPdf('')],
    ['too-large', '図.pdf', Buffer.concat([aPdf(''), Buffer.alloc(MAX_ATTACHED_BYTES)])],
  ])('are refused for their %s: %j', async (reason, name, content) => {
    const { status, body } = await sendFile<Problem>(a1, name, content);
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'file.refused' });
    expect(body.errors).toEqual([{ path: 'file', code: reason, message: fileRefusals[reason] }]);
    expect((await entries('file.upload')).at(-1)).toEqual({ outcome: 'refused', object: null, detail: { reason } });
  });

  it('have a clean name, and none that stands in no header', async () => {
    expect((await attached(a1, '..\\秘密/会場\u202e図\r\nx: y.pdf')).name).toBe('会場図x_ y.pdf');
    const nameless = await a1.post<Problem>('/api/files', aPdf(''), { 'content-type': OCTETS });
    expect(nameless.body.errors).toMatchObject([{ code: 'name' }]);
    const broken = await a1.post<Problem>('/api/files', aPdf(''), { 'content-type': OCTETS, [FILE_NAME_HEADER]: '%E4%' });
    expect(broken.body.errors).toMatchObject([{ code: 'name' }]);
  });

  it('come as bytes only', async () => {
    expect((await sendFile<Problem>(a1, '図.pdf', Buffer.from('{}'), 'application/json')).status).toBe(415);
    expect((await sendFile<Problem>(a1, '図.pdf', aPdf(''), 'multipart/form-data')).status).toBe(415);
  });

  it('are held to a number for each person, also when they come at the same time', async () => {
    const atOnce = (length: number) =>
      Promise.all(Array.from({ length }, () => sendFile<AttachedFile & Problem>(a1, '図.pdf', aPdf('同時に'))));
    const codes = (answers: readonly { status: number; body: Problem }[]) =>
      answers.flatMap(({ status, body }) => (status === 201 ? [] : [body.errors[0]?.code ?? body.code]));
    const taken = await atOnce(20);
    const crowd = codes(taken);
    expect(new Set(crowd)).toEqual(new Set(['too-many-requests']));
    for (let loose = 20 - crowd.length; loose < MAX_LOOSE_FILES - 2; loose += 1) {
      await attached(a1);
    }
    expect(codes(await atOnce(4))).toEqual(['limit', 'limit']);
    expect((await sendFile(a2, '図.pdf', aPdf(''))).status).toBe(201);
  });

  it('of a draft hold 30 MB at most', async () => {
    const large = Buffer.concat([aPdf(''), Buffer.alloc(8 * 1024 * 1024)]);
    const files = [await attached(a1, '1.pdf', large), await attached(a1, '2.pdf', large), await attached(a1, '3.pdf', large)];
    expect((await submission(a1, fileRows(files))).status).toBe(202);
    expect((await submission(a1, fileRows([...files, await attached(a1)]))).body.errors).toMatchObject([{ code: 'too_big' }]);
  });

  it('are kept as long as a saved form names them', async () => {
    const [named, dropped] = [await attached(a1), await attached(a1, '前の図.pdf')];
    const holds = async () =>
      (await sql<{ id: string }>('SELECT id FROM attached_file WHERE input_of IS NOT NULL ORDER BY id')).map(({ id }) => id);
    await a1.put(INPUT, { answers: { files: fileRows([named, dropped]) } });
    expect(await holds()).toEqual([named.id, dropped.id].toSorted());
    await a1.put(INPUT, { answers: { files: fileRows([named]) } });
    await a2.put(INPUT, { answers: { files: fileRows([dropped]) } });
    expect(await holds()).toEqual([named.id]);
    expect((await a1.get(INPUT)).body).toMatchObject({ answers: { files: fileRows([named]) } });
    await a1.send('DELETE', INPUT);
    expect(await holds()).toEqual([]);
    expect(await isKept(named)).toBe(true);
  });
});

describe('files that nothing names', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start();
    await publishAllKinds(installation.database.owner);
  });
  afterAll(async () => {
    await installation.stop();
  });

  it('are erased after a day; those of drafts and of saved forms stay, also while a draft takes one', async () => {
    const { owner } = installation.database;
    const a1 = await installation.signedIn('a1');
    await until('the template is known', async () => (await a1.get(INPUT)).status === 200);
    const [loose, saved, bound, taken] = [await attached(a1), await attached(a1), await attached(a1), await attached(a1)];
    const draftId = await submitWith(a1, [bound]);
    await a1.put(INPUT, { answers: { files: fileRows([saved]) } });
    await owner.query(`UPDATE attached_file SET uploaded_at = now() - interval '25 hours'`);
    const fresh = await attached(a1);
    const kept = async () => (await owner.query<{ id: string }[]>('SELECT id FROM attached_file ORDER BY id')).map(({ id }) => id);
    const [worker] = installation.workers;
    await owner.transaction(async (manager) => {
      await manager.query('INSERT INTO draft_file (draft_id, file_id) VALUES ($1, $2)', [draftId, taken.id]);
      await worker?.end();
      await worker?.start();
      await until('the file is gone', async () => !(await kept()).includes(loose.id));
    });
    expect(await kept()).toEqual([saved.id, bound.id, taken.id, fresh.id].toSorted());
    const recorded = await owner.query<unknown[]>(`SELECT person_id, detail FROM audit_entry WHERE action = 'file.expire'`);
    expect(recorded).toEqual([{ person_id: null, detail: { files: 1 } }]);
  });
});
