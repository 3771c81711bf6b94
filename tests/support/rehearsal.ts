import * as z from 'zod';

const meterSchema = z.object({ requests: z.int(), billedTokens: z.int(), held: z.int() });

const callsSchema = z.object({
  calls: z.array(
    z.object({
      number: z.int(),
      /** ISO 8601, UTC. */
      at: z.string(),
      end: z.enum(['open', 'sent', 'caller-left']),
      receivedMs: z.number(),
      firstByteMs: z.number().nullable(),
      closedMs: z.number().nullable(),
      inputTokens: z.int(),
      answerTokens: z.int(),
      text: z.string(),
      isWhole: z.boolean(),
      body: z.looseObject({ messages: z.array(z.object({ role: z.string(), content: z.string() })) }),
    }),
  ),
});

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

  /** What a provider would have billed so far, and how many calls wait to be released. */
  async meter(): Promise<z.infer<typeof meterSchema>> {
    return meterSchema.parse(await this.get('/control/meter'));
  }

  /** The calls as they came in, oldest first. */
  async calls(): Promise<z.infer<typeof callsSchema>['calls']> {
    return callsSchema.parse(await this.get('/control/calls')).calls;
  }

  private async post(path: string, body: object): Promise<void> {
    const response = await fetch(this.url + path, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) {
      throw new Error(await response.text());
    }
  }

  private async get(path: string): Promise<unknown> {
    return (await fetch(this.url + path)).json();
  }
}
