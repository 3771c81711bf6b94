import { randomUUID } from 'node:crypto';
import type { DraftView, SessionView, TemplateView } from '@bunan/contracts';
import { faultOf, isAsDescribed, routeOf, type Answer } from './description.js';
import { PASSWORD } from './people.js';
import { until } from './program.js';

/** States in which a draft has come to its end. */
const ENDED = new Set(['ready', 'failed', 'stopped', 'cancelled']);

/** One person at one browser, over real HTTP. */
export class TestClient {
  private cookie = '';
  private csrfToken = '';

  constructor(readonly url: string) {}

  /** Signs in and keeps cookie and CSRF token; a refusal changes neither. */
  async signIn(login: string, password = PASSWORD): Promise<Answer<SessionView>> {
    const answer = await this.send<SessionView>('POST', '/api/session', { login, password });
    if (answer.status === 200) {
      this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
      this.csrfToken = answer.body.csrfToken;
    }
    return answer;
  }

  /** The cookie as it is sent. */
  get sessionCookie(): string {
    return this.cookie;
  }

  /** The token that changes carry. */
  get token(): string {
    return this.csrfToken;
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, undefined, headers);
  }

  post<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, headers);
  }

  put<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.send<T>('PUT', path, body);
  }

  patch<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, body);
  }

  /**
   * Sends a request; text and bytes as they are, anything else as JSON.
   *
   * @param headers of the test's own; an empty one is left out
   * @throws when the answer is not what the description of the API says
   */
  async send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const all = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      cookie: this.cookie,
      'x-csrf-token': this.csrfToken,
      ...headers,
    };
    const response = await fetch(this.url + path, {
      method,
      headers: Object.entries(all).filter(([, value]) => value !== ''),
      ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const answer = await answerOf(response);
    const route = routeOf(method, path);
    if (!isAsDescribed<T>(route, answer)) {
      throw new Error(`${method} ${path} answered ${String(answer.status)}: ${faultOf(route, answer) ?? ''}`);
    }
    return answer;
  }

  /** The sample input of a template, with some answers of the test's own. */
  async sample(templateId: string, changes: object = {}): Promise<Record<string, unknown>> {
    const { body } = await this.get<TemplateView>(`/api/templates/${templateId}`);
    return { ...body.sample.answers, ...changes };
  }

  /** Submits a form; the sample where the test does not say otherwise. @returns the draft's id */
  async submit(templateId = 'tsuchi-taigai', changes: object = {}, writer = 'model'): Promise<string> {
    const answers = await this.sample(templateId, changes);
    const { status, body } = await this.post<{ id: string }>(
      '/api/drafts',
      { templateId, answers, writer },
      { 'idempotency-key': randomUUID() },
    );
    if (status !== 202) {
      throw new Error(`submitting answered ${String(status)}: ${JSON.stringify(body)}`);
    }
    return body.id;
  }

  async draft(id: string): Promise<DraftView> {
    const { status, body } = await this.get<DraftView>(`/api/drafts/${id}`);
    if (status !== 200) {
      throw new Error(`reading the draft answered ${String(status)}`);
    }
    return body;
  }

  /** The draft when it has come to its end: within 60 s, as G4 of the fault catalogue asks for. */
  async ended(id: string, withinMs = 60_000): Promise<DraftView> {
    let draft: DraftView | null = null;
    await until(
      `draft ${id} has ended`,
      async () => {
        draft = await this.draft(id).catch(() => draft);
        return draft !== null && ENDED.has(draft.state);
      },
      withinMs,
    );
    return this.draft(id);
  }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

async function answerOf(response: Response): Promise<Answer<unknown>> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const body: unknown = JSON.parse(isJson && bytes.length > 0 ? bytes.toString('utf8') : 'null');
  return { status: response.status, headers: response.headers, body, bytes };
}

/** Text of a section with the values filled in. */
export function sectionText(draft: DraftView, sectionId: string): string {
  return (draft.sections.find((section) => section.id === sectionId)?.line ?? []).map((run) => run.text).join('');
}
