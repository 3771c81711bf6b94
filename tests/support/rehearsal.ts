/** What the rehearsal server has been told to do, and what it has counted. docs/rehearsal.md */
export class Rehearsal {
  constructor(readonly url: string) {}

  /** What the next calls do, in order. */
  async next(...behaviours: readonly object[]): Promise<void> {
    await this.post('/control/next', { calls: behaviours.map((behaviour) => ({ behaviour })) });
  }

  /** What all calls do for which nothing else is set. */
  async always(behaviour: object): Promise<void> {
    await this.post('/control/default', { behaviour });
  }

  async release(): Promise<void> {
    await this.post('/control/release', {});
  }

  /** As after its start: nothing told, nothing held, nothing counted. */
  async reset(): Promise<void> {
    await this.post('/control/reset', {});
  }

  async meter(): Promise<{ requests: number; billedTokens: number; held: number }> {
    return this.get('/control/meter');
  }

  async calls(): Promise<LoggedCall[]> {
    const { calls } = await this.get<{ calls: LoggedCall[] }>('/control/calls');
    return calls;
  }

  private async post(path: string, body: object): Promise<void> {
    const response = await fetch(this.url + path, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  private async get<T>(path: string): Promise<T> {
    const body: T = JSON.parse(await (await fetch(this.url + path)).text());
    return body;
  }
}

export interface LoggedCall {
  readonly number: number;
  readonly at: string;
  readonly end: 'open' | 'sent' | 'caller-left';
  readonly answerTokens: number;
  readonly body: { readonly messages: readonly { readonly role: string; readonly content: string }[] };
}
