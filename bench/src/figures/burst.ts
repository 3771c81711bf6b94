import { randomUUID } from 'node:crypto';
import type { Order, Outcome, PlainRequest } from '../crowd/order.js';
import type { Bench, Figure } from '../figure.js';
import { Floor, type FloorTimes } from '../floor/floor.js';
import { quietMoment } from '../machine.js';
import { Child } from '../stage/child.js';
import { Installation, sampleAnswers } from '../stage/installation.js';
import { addSignedIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median } from '../statistics.js';

const PEOPLE = 1_150;
const RUNS = 5;

interface BurstTimes {
  readonly acceptedMs: number;
  readonly finishedMs: number;
}

function submitOf(person: SignedIn, body: string): PlainRequest {
  return {
    method: 'POST',
    path: '/api/drafts',
    headers: {
      'content-type': 'application/json',
      cookie: person.cookie,
      'x-csrf-token': person.csrfToken,
      'idempotency-key': randomUUID(),
    },
    body,
  };
}

async function ours(postgres: BenchPostgres): Promise<BurstTimes> {
  const database = await postgres.database();
  const people = await addSignedIn(database.owner, PEOPLE);
  const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
  const crowd = new Child<Order, Outcome>('crowd');
  const answers = sampleAnswers('tsuchi-taigai');
  const body = JSON.stringify({ templateId: 'tsuchi-taigai', answers });
  try {
    await installation.submit(people[0] ?? notSignedIn(), 'tsuchi-taigai', answers);
    await installation.idle(database.owner);
    await quietMoment();
    const outcome = await crowd.ask({ kind: 'burst', url: installation.url, requests: people.map((person) => submitOf(person, body)) });
    const finishedMs = await installation.idle(database.owner);
    const [row] = await database.owner.query<{ ready: number }[]>(`SELECT count(*)::int AS ready FROM draft WHERE state = 'ready'`);
    if (outcome.statuses['202'] !== PEOPLE || row?.ready !== PEOPLE + 1) {
      throw new Error(`not everybody was served: ${JSON.stringify(outcome.statuses)}, ${String(row?.ready)} ready`);
    }
    return { acceptedMs: outcome.endedMs - outcome.startedMs, finishedMs: finishedMs - outcome.startedMs };
  } finally {
    crowd.stop();
    await installation.stop();
  }
}

function notSignedIn(): never {
  throw new RangeError('nobody has signed in');
}

async function floorOf(postgres: BenchPostgres): Promise<FloorTimes> {
  const database = await postgres.database();
  await addSignedIn(database.owner, PEOPLE);
  const floor = new Floor(database);
  try {
    await floor.run(1);
    await quietMoment();
    return await floor.run(PEOPLE);
  } finally {
    await floor.stop();
  }
}

function figure(name: string, atMostSeconds: number, oursMs: readonly number[], floorMs: readonly number[]): Figure {
  return {
    name,
    unit: 's',
    goal: { kind: 'at most', value: atMostSeconds },
    ours: median(oursMs) / 1_000,
    floor: { name: 'queue, one reservation and one settling', value: median(floorMs) / 1_000 },
    runs: oursMs.map((ms) => ms / 1_000),
  };
}

/** Everybody of the city office submits a form in the same moment. */
export const burstBench: Bench = {
  name: 'burst',
  async measure() {
    const postgres = await BenchPostgres.start();
    try {
      const runs: { ours: BurstTimes; floor: FloorTimes }[] = [];
      for (let each = 0; each < RUNS; each += 1) {
        runs.push({ ours: await ours(postgres), floor: await floorOf(postgres) });
      }
      return [
        figure(
          `${String(PEOPLE)} submits at once: all accepted`,
          2,
          runs.map((run) => run.ours.acceptedMs),
          runs.map((run) => run.floor.addedMs),
        ),
        figure(
          `${String(PEOPLE)} submits at once: all ready`,
          6,
          runs.map((run) => run.ours.finishedMs),
          runs.map((run) => run.floor.doneMs),
        ),
      ];
    } finally {
      await postgres.stop();
    }
  },
};
