import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import type { Problem } from '@bunan/contracts';
import { sectionText, type TestClient } from '../support/client.js';
import { Downloads } from '../support/downloads.js';
import { Installation } from '../support/installation.js';
import { visibleLines } from '../support/word.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const HTML = '<img src=x onerror=window.__x=1><svg/onload=__x=1>';

describe('bad input', () => {
  const downloads = new Downloads();
  let installation: Installation;
  let a1: TestClient;
  let sample: Record<string, unknown>;

  beforeAll(async () => {
    installation = await Installation.start();
    a1 = await installation.signedIn('a1');
    sample = await a1.sample('tsuchi-taigai');
  });
  afterEach(async () => {
    expect((await a1.get('/health/ready')).status).toBe(200);
  });
  afterAll(async () => {
    await installation.stop();
  });

  const key = () => ({ 'idempotency-key': randomUUID() });
  const submit = (body: unknown) => a1.post<Problem>('/api/drafts', body, key());
  const draftCount = async () => {
    const [row] = await installation.database.owner.query<{ count: number }[]>('SELECT count(*)::int FROM draft');
    return row?.count;
  };
  /** A draft written by echoing a text, and its Word file. */
  const echo = async (text: string, answers: object = {}) => {
    await installation.model.next({ do: 'answer', text: JSON.stringify({ lead: text }) });
    const id = await a1.submit('tsuchi-taigai', answers);
    const draft = await a1.ended(id);
    expect(draft.state).toBe('ready');
    const file = await a1.get(`/api/drafts/${id}/docx`);
    expect(file.status).toBe(200);
    downloads.add(file.bytes);
    return { draft, file, lines: visibleLines(file.bytes) };
  };

  it.each([
    ['no templateId', { answers: {} }, 'templateId'],
    ['no answers', { templateId: 'tsuchi-taigai' }, 'answers'],
    ['answers that are null', { templateId: 'tsuchi-taigai', answers: null }, 'answers'],
    ['answers that are a list', { templateId: 'tsuchi-taigai', answers: [] }, 'answers'],
    ['a templateId that is an object', { templateId: { $ne: '' }, answers: {} }, 'templateId'],
    ['a writer nobody has', { templateId: 'tsuchi-taigai', answers: {}, writer: 'hand' }, 'writer'],
    ['a field nobody knows', { templateId: 'tsuchi-taigai', answers: {}, state: 'ready' }, 'state'],
    ['a body that is null', 'null', ''],
    ['a body that is a list', [], ''],
    ['a body that is a text', '"text"', ''],
  ])('P27: answers 400 to %s, naming it', async (_, body, path) => {
    const before = await draftCount();
    const refused = await a1.post<Problem>('/api/drafts', body, key());
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path }] } });
    expect(refused.body.errors[0]?.message).toMatch(/^[^a-z]*[ぁ-ん][^a-z]*$/);
    expect(await draftCount()).toBe(before);
  });

  it.each([
    ['a field nobody knows', { hacked: '1' }, 'hacked', 'unknown'],
    ['a field that is missing', { subject: undefined }, 'subject', 'required'],
    ['a required field of spaces', { subject: ' 　 ' }, 'subject', 'required'],
    ['a text that is too long', { subject: '長'.repeat(81) }, 'subject', 'tooLong'],
    ['a text ten times too long', { addressee: '長'.repeat(4_000) }, 'addressee', 'tooLong'],
    ['a number for a text', { subject: 12 }, 'subject', 'invalid_type'],
    ['an object for a text', { subject: { text: '件名' } }, 'subject', 'invalid_type'],
    ['a list for a text', { subject: [['件名']] }, 'subject', 'invalid_type'],
    ['a text for rows', { items: '変更日' }, 'items', 'invalid_type'],
    ['a column nobody knows', { items: [{ label: 'a', value: 'b', html: 'c' }] }, 'items.0.html', 'unknown'],
    ['an object in a column', { items: [{ label: 'a', value: {} }] }, 'items.0.value', 'invalid_type'],
    ['too many rows', { items: Array.from({ length: 13 }, () => ({ label: 'a', value: 'b' })) }, 'items', 'too_big'],
    ['a day that is not in the calendar', { issueDate: '2024-02-30' }, 'issueDate', 'format'],
    ['an option nobody offers', { honorific: '陛下' }, 'honorific', 'option'],
    ['a telephone of letters', { contactTel: 'call me' }, 'contactTel', 'format'],
  ])('P27: answers 422 to %s, naming the field', async (_, changes, path, code) => {
    const before = await draftCount();
    const input = { templateId: 'tsuchi-taigai', answers: { ...sample, ...changes } };
    const submitted = await submit(input);
    const estimated = await a1.post<Problem>('/api/estimates', input);
    for (const refused of [submitted, estimated]) {
      expect(refused).toMatchObject({ status: 422, body: { code: 'answers.invalid', errors: [{ path, code }] } });
      expect(refused.body.errors[0]?.message).toMatch(/[ぁ-ん]/);
    }
    expect(await draftCount()).toBe(before);
  });

  it.each(['__proto__', 'toString'])('takes no field with the name %s', async (name) => {
    const answers = JSON.stringify({ ...sample, PLACE: { polluted: true } }).replace('PLACE', name);
    const refused = await a1.post<Problem>('/api/drafts', `{"templateId":"tsuchi-taigai","answers":${answers}}`, key());
    expect([400, 422]).toContain(refused.status);
  });

  it('drops what would be a constructor before anybody sees it', async () => {
    const answers = JSON.stringify({ ...sample, constructor: { polluted: true } });
    const made = await a1.post<{ id: string }>(
      '/api/drafts',
      `{"templateId":"tsuchi-taigai","writer":"boilerplate","answers":${answers}}`,
      key(),
    );
    expect(made.status).toBe(202);
    expect(Object.keys((await a1.draft(made.body.id)).answers)).not.toContain('constructor');
  });

  it.each([
    ['no key', {}],
    ['a key that is too long', { 'idempotency-key': 'k'.repeat(101) }],
    ['a key with a space', { 'idempotency-key': 'a b' }],
  ])('demands an Idempotency-Key: %s', async (_, headers: Record<string, string>) => {
    const refused = await a1.post<Problem>('/api/drafts', { templateId: 'tsuchi-taigai', answers: sample }, headers);
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path: 'Idempotency-Key' }] } });
  });

  it.each([
    ['broken JSON', '{"templateId":', { status: 400, code: 'request.malformed' }, JSON_TYPE],
    ['no body', '', { status: 400, code: 'request.malformed' }, JSON_TYPE],
    ['1 MB of [', '['.repeat(1_000_000), { status: 413, code: 'request.too-large' }, JSON_TYPE],
    ['500 kB of [', '['.repeat(500_000), { status: 400, code: 'request.malformed' }, JSON_TYPE],
    [
      'a form',
      'templateId=tsuchi-taigai',
      { status: 415, code: 'request.not-supported' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ],
    [
      'text that is JSON',
      '{"templateId":"tsuchi-taigai"}',
      { status: 415, code: 'request.not-supported' },
      { 'content-type': 'text/plain' },
    ],
    ['XML', '<draft/>', { status: 415, code: 'request.not-supported' }, { 'content-type': 'application/xml' }],
  ])('P29: refuses %s within a second', async (_, body, wanted, headers) => {
    const from = performance.now();
    const refused = await a1.post<Problem>('/api/drafts', body, { ...headers, ...key() });
    expect(refused).toMatchObject({ status: wanted.status, body: { code: wanted.code } });
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('P29: refuses 50 MB by their announced length, without reading them', async () => {
    const from = performance.now();
    const sending = request(`${installation.url}/api/drafts`, {
      method: 'POST',
      headers: { ...JSON_TYPE, ...key(), cookie: a1.sessionCookie, 'content-length': '50000000' },
    });
    sending.on('error', () => undefined);
    sending.write('{"templateId":"');
    const status = await new Promise((resolve) => {
      sending.once('response', (response) => {
        resolve(response.statusCode);
      });
    });
    sending.destroy();
    expect(status).toBe(413);
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it.each([
    ['GET', '/api/drafts?before=1', 'before'],
    ['GET', "/api/drafts?before=' OR 1=1--", 'before'],
    ['GET', '/api/drafts?sort=id;DROP', 'sort'],
    ['GET', '/api/drafts?before=%zz', 'before'],
  ])('P26: names the wrong part of %s %s', async (method, path, name) => {
    const refused = await a1.send<Problem>(method, path);
    expect(refused).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path: name }] } });
  });

  it.each([
    ['an id that is none', '/api/drafts/1'],
    ['a path that climbs', '/api/drafts/..%2F..%2Fetc%2Fpasswd'],
    ['a template that is not there', '/api/templates/none'],
    ['a template with a path', '/api/templates/..%2Ftsuchi-taigai'],
  ])('answers 404 to %s', async (_, path) => {
    expect(await a1.get<Problem>(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each([
    ['PUT', '/api/templates/a%00b/favourite'],
    ['DELETE', '/api/templates/a%00b/favourite'],
    ['GET', '/api/templates/a%00b/input'],
    ['DELETE', '/api/templates/a%00b/input'],
    ['DELETE', '/api/files/a%00b'],
    ['GET', '/api/drafts/a%00b'],
  ])('answers 404 to %s %s, which can name nothing', async (method, path) => {
    expect(await a1.send<Problem>(method, path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('takes a login without what nobody can see in it', async () => {
    const input = { login: '\u0000nobody', password: 'x' };
    expect(await a1.post<Problem>('/api/session', input)).toMatchObject({ status: 401, body: { code: 'session.refused' } });
  });

  it('P20: keeps what can be seen of every text, and makes line breaks real', async () => {
    const typed = '一行目\u0000\u0008\u000b\u001b\r\n二行目\tタブ\n👨‍👩‍👧𠮷﨑髙葛\u{e0100}\ufffe\ud800。';
    const seen = ['一行目', '二行目\tタブ', '👨‍👩‍👧𠮷﨑髙葛\u{e0100}。'];
    const { draft, lines } = await echo(typed, { addressee: typed, items: [{ label: '項目', value: typed }] });
    expect(sectionText(draft, 'lead')).toBe(seen.join('\n'));
    for (const line of seen) {
      expect(lines.filter((each) => each.replace(/^　|　様$/g, '') === line || each.includes(line)).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('P21, P23: prints quotes, brackets and HTML as they were typed', async () => {
    const odd = `A&B "O'Brien" <甲> 100%=可 \``;
    const { draft, lines } = await echo(`${odd}。${HTML}`, { subject: odd, addressee: HTML, senderTitle: HTML });
    expect(draft.title).toBe(odd);
    const text = lines.join('\n');
    expect(text).toContain(odd);
    expect(text).toContain(HTML);
    expect(text).not.toMatch(/&amp;|&#x27;|&lt;|&quot;/);
  });

  it('P23: takes HTML in every field for text', async () => {
    const fields = ['docNo', 'senderName', 'decision', 'reason', 'legalBasis', 'notes', 'contactDept', 'contactPerson'];
    const short = '<b>&<i>';
    const id = await a1.submit('tsuchi-taigai', Object.fromEntries(fields.map((field) => [field, field === 'decision' ? HTML : short])));
    const draft = await a1.ended(id);
    expect(draft.state).toBe('ready');
    expect(draft.answers).toMatchObject({ docNo: short, decision: HTML });
    const { messages } = (await installation.model.calls()).at(-1)?.body ?? { messages: [] };
    expect(messages.map(({ content }) => content).join('\n')).toContain(HTML);
  });

  it.each(['{{deadline}}', '{{7*7}} {{#each this}}x{{/each}}', '{{contactTel}}', '{{{subject}}}'])(
    'P25: leaves %s what it is: text, in the prompt and in the document',
    async (typed) => {
      const { draft, lines } = await echo('本文です。', { reason: `理由は${typed}である。`, docNo: typed });
      const { messages } = (await installation.model.calls()).at(-1)?.body ?? { messages: [] };
      expect(messages.map(({ content }) => content).join('\n')).toContain(typed);
      expect(draft.answers).toMatchObject({ docNo: typed });
      expect(lines.join('\n')).toContain(typed);
      const edited = await a1.patch(`/api/drafts/${draft.id}/sections/lead`, { parts: [{ text: typed }], baseRevision: draft.revision });
      expect(edited.status).toBe(200);
      expect(sectionText(await a1.draft(draft.id), 'lead')).toBe(typed);
    },
  );

  it('keeps a part of a field that the template does not have out of the text', async () => {
    const id = await a1.submit('tsuchi-taigai', {}, 'boilerplate');
    const edit = (parts: unknown) => a1.patch<Problem>(`/api/drafts/${id}/sections/lead`, { parts, baseRevision: 1 });
    expect(await edit([{ field: 'nothing' }])).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'parts.0.field', code: 'unknown' }] },
    });
    expect(await edit([{ text: 'a', field: 'subject' }])).toMatchObject({ status: 400, body: { errors: [{ path: 'parts.0' }] } });
    expect(await edit([{ text: 5 }])).toMatchObject({ status: 400 });
    expect(await edit('text')).toMatchObject({ status: 400, body: { errors: [{ path: 'parts' }] } });
    const section = await a1.patch<Problem>(`/api/drafts/${id}/sections/none`, { parts: [], baseRevision: 1 });
    expect(section).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await a1.draft(id)).revision).toBe(1);
  });

  it.each([
    ['../../etc/passwd', '【案】．．／．．／etc／passwd.docx'],
    ['a/b\\c:通知?.docx', '【案】a／b＼c：通知？.docx.docx'],
    ['通知（案）🏠.docx', '【案】通知（案）🏠.docx.docx'],
    ['改行\r\nSet-Cookie: x=1', '【案】改行 Set-Cookie： x=1.docx'],
    ['長'.repeat(80), `【案】${'長'.repeat(60)}.docx`],
  ])('P28: offers the file of %p under a name that every machine takes', async (subject, name) => {
    const id = await a1.submit('tsuchi-taigai', { subject }, 'boilerplate');
    const plain = await a1.get(`/api/drafts/${await a1.submit('tsuchi-taigai', {}, 'boilerplate')}/docx`);
    const { status, headers, bytes } = await a1.get(`/api/drafts/${id}/docx`);
    expect(status).toBe(200);
    downloads.add(bytes);
    const disposition = headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+\.docx"; filename\*=UTF-8''[\w.!#$&+^`|~%-]+$/);
    expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(name);
    expect([...headers.keys()]).toEqual([...plain.headers.keys()]);
  });

  it('P28: refuses a title of 300 characters', async () => {
    const refused = await submit({ templateId: 'tsuchi-taigai', answers: { ...sample, subject: '長'.repeat(300) } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'subject', code: 'tooLong' }] } });
  });

  it('leaves everything sound', async () => {
    await installation.expectSound('exact');
    expect(installation.output).not.toMatch(/"level":"error"/);
  });

  downloads.areSound();
});
