import type { BareOrder } from '../bare-server/order.js';
import type { Order, Outcome, PlainRequest } from '../crowd/order.js';
import type { Bench } from '../figure.js';
import { quietMoment } from '../machine.js';
import { Child } from '../stage/child.js';
import { Installation, sampleAnswers } from '../stage/installation.js';
import { addSignedIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { followUntilReady } from '../stage/event-stream.js';
import { median } from '../statistics.js';

const RUNS = 15;
const CONNECTIONS = 32;
const FOR_MS = 2_000;
const WARM_UP_MS = 2_000;

interface Rates {
  readonly ours: number;
  readonly bare: number;
}

async function jsonOf(url: string, path: string, { cookie }: SignedIn): Promise<unknown> {
  const response = await fetch(url + path, { headers: { cookie } });
  if (!response.ok) {
    throw new Error(`${path} answered ${String(response.status)}`);
  }
  return response.json();
}

/** Answers a second: the session and one draft in turn, on 32 kept-alive connections. */
async function rateOf(crowd: Child<Order, Outcome>, url: string, requests: readonly PlainRequest[], forMs: number): Promise<number> {
  const { statuses, startedMs, endedMs } = await crowd.ask({ kind: 'steady', url, requests, connections: CONNECTIONS, forMs });
  const { '200': answered = 0, ...others } = statuses;
  if (Object.keys(others).length > 0) {
    throw new Error(`unexpected answers: ${JSON.stringify(statuses)}`);
  }
  return answered / ((endedMs - startedMs) / 1_000);
}

async function compare(crowd: Child<Order, Outcome>, urls: { ours: string; bare: string }, requests: PlainRequest[]): Promise<Rates[]> {
  await rateOf(crowd, urls.bare, requests, WARM_UP_MS);
  await rateOf(crowd, urls.ours, requests, WARM_UP_MS);
  const runs: Rates[] = [];
  for (let each = 0; each < RUNS; each += 1) {
    await quietMoment();
    const bare = await rateOf(crowd, urls.bare, requests, FOR_MS);
    runs.push({ bare, ours: await rateOf(crowd, urls.ours, requests, FOR_MS) });
  }
  return runs;
}

/** The API beside a bare server that asks the same of the same database. */
export const apiBench: Bench = {
  name: 'api',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    const [person] = await addSignedIn(database.owner, 1);
    const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
    const crowd = new Child<Order, Outcome>('crowd');
    const bare = new Child<BareOrder, number>('bare-server');
    try {
      if (person === undefined) {
        throw new RangeError('nobody has signed in');
      }
      const id = await installation.submit(person, 'tsuchi-taigai', sampleAnswers('tsuchi-taigai'));
      await followUntilReady(installation.url, id, person.cookie);
      const paths = ['/api/session', `/api/drafts/${id}`];
      const [session, draft] = await Promise.all(paths.map((path) => jsonOf(installation.url, path, person)));
      const port = await bare.ask({ databaseUrl: database.url, session, draft });
      const requests = paths.map((path) => ({ method: 'GET' as const, path, headers: { cookie: person.cookie }, body: '' }));
      const runs = await compare(crowd, { ours: installation.url, bare: `http://127.0.0.1:${String(port)}` }, requests);
      return [
        {
          name: 'API, session and one draft in turn, beside bare node:http with the same queries',
          unit: 'ratio',
          goal: { kind: 'at least', value: 0.6 },
          ours: median(runs.map((run) => run.ours / run.bare)),
          floor: { name: 'bare server, requests/s', value: median(runs.map((run) => run.bare)) },
          runs: runs.map((run) => run.ours / run.bare),
        },
      ];
    } finally {
      crowd.stop();
      bare.stop();
      await installation.stop();
      await postgres.stop();
    }
  },
};
