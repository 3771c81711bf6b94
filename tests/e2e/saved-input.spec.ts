import type { Problem, SavedInputView } from '@bunan/contracts';
import type { TestClient } from '../support/client.js';
import { Installation } from '../support/installation.js';

const NOTHING = { answers: null, labels: {}, leftovers: [], savedAt: null };
const PATH = '/api/templates/tsuchi-taigai/input';

describe('the saved input of a form', () => {
  let installation: Installation;
  let a1: TestClient;

  beforeAll(async () => {
    installation = await Installation.start({ workers: 0 });
    a1 = await installation.signedIn('a1');
  });
  afterAll(async () => {
    await installation.stop();
  });

  const save = (answers: unknown, path = PATH) => a1.send<SavedInputView>('PUT', path, { answers });

  it('is empty before anything was saved', async () => {
    expect((await a1.get(PATH)).body).toEqual(NOTHING);
  });

  it('comes back as it was, complete or not, and in the newest state', async () => {
    await save({ subject: '都市公園に' });
    const answers = { subject: '都市公園について', items: [{ label: '', value: '途中' }], sealMode: '' };
    const saved = await save(answers);
    expect(saved.status).toBe(200);
    expect(saved.body.answers).toEqual(answers);
    expect(Date.parse(saved.body.savedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    expect((await a1.get(PATH)).body).toEqual(saved.body);
  });

  it('keeps what was typed into fields that are gone, and the names of those that are there', async () => {
    const input = {
      answers: { subject: '都市公園' },
      labels: { subject: '件名' },
      leftovers: [{ label: '根拠法令', text: '都市公園法\n第5条' }],
    };
    await a1.send('PUT', PATH, input);
    expect((await a1.get(PATH)).body).toMatchObject(input);
    expect(await installation.dump()).not.toContain('都市公園法');
    const refused = await a1.send<Problem>('PUT', PATH, { ...input, leftovers: [{ label: '備考', text: '1234 5678 9018' }] });
    expect(refused).toMatchObject({ status: 422, body: { code: 'answers.personal-number' } });
    expect((await a1.get(PATH)).body).toMatchObject(input);
  });

  it('belongs to one person and one template', async () => {
    await save({ subject: '自分だけのもの' });
    const a2 = await installation.signedIn('a2');
    expect((await a2.get(PATH)).body).toEqual(NOTHING);
    expect((await a1.get('/api/templates/kaigiroku/input')).body).toEqual(NOTHING);
  });

  it('is sealed: the database shows nothing of it', async () => {
    await save({ subject: '封をしたはずの件名' });
    expect(await installation.dump()).not.toContain('封をしたはずの件名');
  });

  it('is forgotten on demand; forgetting twice is harmless', async () => {
    await save({ subject: '要らない' });
    expect((await a1.send('DELETE', PATH)).status).toBe(204);
    expect((await a1.get(PATH)).body).toEqual(NOTHING);
    expect((await a1.send('DELETE', PATH)).status).toBe(204);
  });

  it.each(['GET', 'PUT'])('answers 404 to %s for a template that is not there', async (method) => {
    const body = method === 'PUT' ? { answers: {} } : undefined;
    const refused = await a1.send<Problem>(method, '/api/templates/none/input', body);
    expect(refused).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each([
    ['no answers', {}, 'answers'],
    ['answers that are a list', { answers: [] }, 'answers'],
    ['a field nobody knows', { answers: {}, of: 'a2' }, 'of'],
    ['a name that is too long', { answers: { ['x'.repeat(81)]: '' } }, `answers.${'x'.repeat(81)}`],
  ])('names what is wrong with %s', async (_, body, path) => {
    const refused = await a1.send<Problem>('PUT', PATH, body);
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path }] } });
    expect(refused.body.errors[0]?.message).toMatch(/[ぁ-ん]/);
  });

  it('is not kept when it holds a My Number', async () => {
    await a1.send('DELETE', PATH);
    const refused = await a1.send<Problem>('PUT', PATH, { answers: { reason: '番号は 1234 5678 9018 です。' } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'answers.personal-number' } });
    expect((await a1.get(PATH)).body).toEqual(NOTHING);
  });
});
