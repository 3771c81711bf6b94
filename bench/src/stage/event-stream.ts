import { get, type ClientRequest } from 'node:http';
import type { DraftView } from '@bunan/contracts';
import { preciseNow } from '../statistics.js';

/** One state of a draft as it reached the browser's side. */
export interface Arrival {
  readonly atMs: number;
  readonly view: DraftView;
}

/** Follows a draft as a browser does, and tells of each state with the time at which it arrived. */
export function followDraft(url: string, cookie: string, onArrival: (arrival: Arrival) => void): ClientRequest {
  return get(url, { headers: { cookie, accept: 'text/event-stream' }, agent: false }, (response) => {
    let waiting = '';
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      const atMs = preciseNow();
      const blocks = (waiting + text).split('\n\n');
      waiting = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^event: draft$[^]*^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) {
          const view: DraftView = JSON.parse(data);
          onArrival({ atMs, view });
        }
      }
    });
  }).on('error', () => undefined);
}
