import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CallOutcome } from './call-outcome.js';
import { ModelDoor, type ModelCall, type ModelSettings } from './model-door.js';

/** However slow the machine is, no call runs out of time that is not meant to. */
const PATIENT = { firstByteMs: 60_000, idleMs: 60_000, totalMs: 60_000 };

const USAGE = { prompt_tokens: 30, completion_tokens: 2, total_tokens: 32 };
const READ_USAGE = { inputTokens: 30, answerTokens: 2, totalTokens: 32 };

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** One event of a stream. */
const data = (value: object | string) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
const piece = (content: string) => data({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const finish = (reason: string) => data({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
const usage = (value: object = USAGE) => data({ choices: [], usage: value });

/** Answers with these pieces of a stream; `isOpen`: and then with nothing more. */
function stream(pieces: readonly string[], { isOpen = false } = {}): Handler {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(pieces.join(''));
    if (!isOpen) {
      response.end();
    }
  };
}

describe('ModelDoor', () => {
  let server: Server;
  let handler: Handler = stream([]);
  let requests: IncomingMessage[] = [];
  let bodies: string[] = [];
  /** Resolves when the connection of the newest request is closed. */
  let closing: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    server = createServer((request, response) => {
      requests.push(request);
      closing = once(response, 'close');
      void text(request).then((body) => {
        bodies.push(body);
        handler(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    requests = [];
    bodies = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const url = () => {
    const address = server.address();
    return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}`;
  };
  const door = (settings: Partial<ModelSettings> = {}) =>
    new ModelDoor({
      baseUrl: `${url()}/v1`,
      apiKey: 'sk-CANARY-123',
      model: 'keiko',
      outputParam: 'max_completion_tokens',
      deadlines: PATIENT,
      ...settings,
    });
  const heard: string[] = [];
  const call = (changes: Partial<ModelCall> = {}): ModelCall => ({
    messages: [
      { role: 'system', content: '決まり' },
      { role: 'user', content: '資料' },
    ],
    answerSchema: { type: 'object' },
    maxAnswerTokens: 700,
    signal: new AbortController().signal,
    onText: (delta) => heard.push(delta),
    ...changes,
  });
  const outcomeOf = (next: Handler, changes: Partial<ModelCall> = {}): Promise<CallOutcome> => {
    handler = next;
    return door().call(call(changes));
  };

  it('tells the text piece by piece, then the whole of it with the usage', async () => {
    heard.length = 0;
    const outcome = await outcomeOf(stream([piece('通知'), piece('します。'), finish('stop'), usage(), data('[DONE]')]));
    expect(outcome).toEqual({ kind: 'answered', text: '通知します。', finishReason: 'stop', usage: READ_USAGE });
    expect(heard).toEqual(['通知', 'します。']);
  });

  it.each(['length', 'content_filter'])('says that the answer ended with %s', async (reason) => {
    const outcome = await outcomeOf(stream([piece('途中'), finish(reason), usage()]));
    expect(outcome).toMatchObject({ kind: 'answered', finishReason: reason, text: '途中' });
  });

  it('has no usage where none was reported', async () => {
    expect(await outcomeOf(stream([piece('文'), finish('stop')]))).toMatchObject({ kind: 'answered', usage: null });
  });

  it('sends one request that says what is wanted, and that nothing is to be kept', async () => {
    await outcomeOf(stream([piece('文'), finish('stop')]));
    expect(requests.map(({ method, url: path }) => `${method ?? ''} ${path ?? ''}`)).toEqual(['POST /v1/chat/completions']);
    expect(requests[0]?.headers.authorization).toBe('Bearer sk-CANARY-123');
    expect(JSON.parse(bodies[0] ?? '')).toEqual({
      model: 'keiko',
      messages: call().messages,
      stream: true,
      stream_options: { include_usage: true },
      store: false,
      response_format: { type: 'json_schema', json_schema: { name: 'document', strict: true, schema: { type: 'object' } } },
      max_completion_tokens: 700,
    });
  });

  it('names the limit as the setting says', async () => {
    handler = stream([finish('stop')]);
    await door({ outputParam: 'max_tokens' }).call(call());
    expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ max_tokens: 700 });
    expect(bodies[0]).not.toContain('max_completion_tokens');
  });

  it.each([400, 401, 403, 404, 408, 409, 429])('takes %d for a refusal, and does not ask again', async (status) => {
    const outcome = await outcomeOf((_, response) => response.writeHead(status, { 'retry-after': '2' }).end('{"error":{"message":"no"}}'));
    expect(outcome).toEqual({ kind: 'refused', status, retryAfterMs: 2_000 });
    expect(requests).toHaveLength(1);
  });

  it.each([500, 502, 503])('takes %d for a break of unknown cost, and does not ask again', async (status) => {
    const outcome = await outcomeOf((_, response) => response.writeHead(status).end('down'));
    expect(outcome).toEqual({ kind: 'broken', reason: 'server-error', text: '', usage: null, retryAfterMs: null });
    expect(requests).toHaveLength(1);
  });

  it.each([301, 302, 307, 308])('follows no redirect (%d): the prompt goes to the allowed host only', async (status) => {
    const outcome = await outcomeOf((request, response) => {
      if (request.url === '/elsewhere') {
        stream([piece('盗'), finish('stop')])(request, response);
      } else {
        response.writeHead(status, { location: `${url()}/elsewhere` }).end();
      }
    });
    expect(outcome).toEqual({ kind: 'refused', status, retryAfterMs: null });
    expect(requests).toHaveLength(1);
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, '127.0.0.1', resolve));
    const address = nobody.address();
    await new Promise((resolve) => nobody.close(resolve));
    const baseUrl = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : 0)}/v1`;
    expect(await door({ baseUrl }).call(call())).toEqual({ kind: 'unreachable' });
    expect(await door({ baseUrl }).isReachable()).toBe(false);
  });

  it('keeps what had come before the connection was reset', async () => {
    const outcome = await outcomeOf((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(piece('半分'), () => {
        setImmediate(() => response.socket?.resetAndDestroy());
      });
    });
    expect(outcome).toMatchObject({ kind: 'broken', reason: 'reset', usage: null });
  });

  it('takes a stream that ends without saying why for broken', async () => {
    const outcome = await outcomeOf(stream([piece('半分'), usage()]));
    expect(outcome).toEqual({ kind: 'broken', reason: 'no-finish-reason', text: '半分', usage: READ_USAGE, retryAfterMs: null });
  });

  it('tells an answer without any choice from others', async () => {
    expect(await outcomeOf(stream([usage()]))).toMatchObject({ kind: 'broken', reason: 'empty-choices', usage: READ_USAGE });
  });

  it.each([
    ['a login page', 'text/html', '<html>ログイン</html>'],
    ['a cut body', 'application/json', '{"id":'],
  ])('takes %s with status 200 for no answer', async (_, type, body) => {
    const outcome = await outcomeOf((__, response) => response.writeHead(200, { 'content-type': type }).end(body));
    expect(outcome).toEqual({ kind: 'broken', reason: 'not-a-stream', text: '', usage: null, retryAfterMs: null });
  });

  it('takes an event that is no JSON for no answer', async () => {
    expect(await outcomeOf(stream([piece('文'), data('{"choices":')]))).toMatchObject({ kind: 'broken', text: '文' });
  });

  it.each([
    ['first-byte-timeout', { ...PATIENT, firstByteMs: 400 }, () => undefined],
    ['idle-timeout', { ...PATIENT, idleMs: 400 }, stream([piece('半分')], { isOpen: true })],
  ] as const)('ends a silent call: %s', async (reason, deadlines, silent) => {
    const from = performance.now();
    handler = silent;
    expect(await door({ deadlines }).call(call())).toMatchObject({ kind: 'broken', reason });
    expect(performance.now() - from).toBeGreaterThanOrEqual(320);
    await closing;
  });

  it('ends a call that never stops talking', async () => {
    let talking: NodeJS.Timeout | undefined;
    handler = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      talking = setInterval(() => response.write(piece('あ')), 50);
    };
    const outcome = await door({ deadlines: { ...PATIENT, totalMs: 500 } }).call(call());
    clearInterval(talking);
    expect(outcome).toMatchObject({ kind: 'broken', reason: 'total-timeout' });
  });

  it('ends with the signal of its caller, and keeps what had come', async () => {
    const stopping = new AbortController();
    const outcome = await outcomeOf(stream([piece('半分')], { isOpen: true }), {
      signal: stopping.signal,
      onText: () => {
        stopping.abort();
      },
    });
    expect(outcome).toEqual({ kind: 'cancelled', text: '半分' });
  });

  it('asks for the list of models to see whether anybody is there', async () => {
    handler = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}');
    expect(await door().isReachable()).toBe(true);
    handler = (_, response) => response.writeHead(500).end();
    expect(await door().isReachable()).toBe(false);
    expect(requests.map((request) => request.url)).toEqual(['/v1/models', '/v1/models']);
  });
});
