import { get, type ClientRequest } from 'node:http';
import * as z from 'zod';
import { preciseNow } from '../statistics.js';

/** What a bench looks at in the state of a draft (DraftView). */
const stateSchema = z.object({
  state: z.enum(['queued', 'writing', 'ready', 'failed', 'stopped', 'cancelled']),
  sections: z.array(z.object({ parts: z.array(z.unknown()) })),
});

/** One state of a draft as it reached the browser's side. */
export interface Arrival {
  readonly atMs: number;
  readonly state: z.infer<typeof stateSchema>['state'];
  readonly hasText: boolean;
}

/** Follows a draft as a browser does, and tells of each state with the time at which it arrived. */
export function followDraft(url: string, draftId: string, cookie: string, onArrival: (arrival: Arrival) => void): ClientRequest {
  const headers = { cookie, accept: 'text/event-stream' };
  const request = get(`${url}/api/drafts/${draftId}/events`, { headers, agent: false }, (response) => {
    let waiting = '';
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      const atMs = preciseNow();
      const blocks = (waiting + text).split('\n\n');
      waiting = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^event: draft$[^]*^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) {
          const { state, sections } = stateSchema.parse(JSON.parse(data));
          onArrival({ atMs, state, hasText: sections.some(({ parts }) => parts.length > 0) });
        }
      }
    });
  });
  return request.on('error', () => undefined);
}

/** Follows a draft until it is ready. @returns when that reached the browser's side, ms since 1970 */
export function followUntilReady(url: string, draftId: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = followDraft(url, draftId, cookie, ({ atMs, state }) => {
      if (state === 'queued' || state === 'writing') {
        return;
      }
      stream.destroy();
      if (state === 'ready') {
        resolve(atMs);
      } else {
        reject(new Error(`a draft of the bench is ${state}`));
      }
    });
  });
}
