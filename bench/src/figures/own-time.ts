import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Figure } from '../figure.js';
import { Floor } from '../floor/floor.js';
import { quietMoment } from '../machine.js';
import { followUntilReady } from '../stage/event-stream.js';
import { Installation, sampleAnswers } from '../stage/installation.js';
import { addSignedIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { preciseNow, quantile } from '../statistics.js';

const RUNS = 3;
const JOBS = 60;

/** First jobs of a run that are not counted: a worker that has just started reads the tokenizer and the templates. */
const WARM_UP = 5;

/** The model thinks for this long, so that the page's stream is open before it answers, ms. */
const MODEL_DELAY_MS = 250;

const TEMPLATES = ['tsuchi-taigai', 'shimin-kaito', 'kaigiroku'];

interface Sample {
  readonly ours: number;
  readonly floor: number;
}

/**
 * One draft from submit to ready, without the model's part.
 *
 * @returns ms from the submit to the call that reaches the model, and from the model's last byte to the event `ready`
 *   at the browser's side
 */
async function ownTime(installation: Installation, person: SignedIn, templateId: string): Promise<number> {
  const calls = (await installation.modelCalls()).length;
  const submittedMs = preciseNow();
  const id = await installation.submit(person, templateId, sampleAnswers(templateId));
  const readyMs = await followUntilReady(installation.url, id, person.cookie);
  const call = (await installation.modelCalls())[calls];
  if (call?.lastByteMs == null) {
    throw new Error('the draft is ready without a call');
  }
  return call.receivedMs - submittedMs + (readyMs - call.lastByteMs);
}

async function run(installation: Installation, floor: Floor, people: readonly SignedIn[]): Promise<Sample[]> {
  await quietMoment();
  const samples: Sample[] = [];
  for (let job = 0; job < WARM_UP + JOBS; job += 1) {
    const nextMs = performance.now() + 1_000;
    const person = people[job % people.length];
    if (person === undefined) {
      throw new RangeError('nobody has signed in');
    }
    const ours = await ownTime(installation, person, TEMPLATES[job % TEMPLATES.length] ?? '');
    await sleep(Math.max(0, nextMs - 500 - performance.now()));
    const { doneMs } = await floor.run(1);
    samples.push({ ours, floor: doneMs });
    await sleep(Math.max(0, nextMs - performance.now()));
  }
  return samples.slice(WARM_UP);
}

function figures(runs: readonly (readonly Sample[])[]): Figure[] {
  const all = runs.flat();
  const figure = (name: string, q: number, atMostMs: number): Figure => ({
    name,
    unit: 'ms',
    goal: { kind: 'at most', value: atMostMs },
    ours: quantile(
      all.map(({ ours }) => ours),
      q,
    ),
    floor: {
      name: 'queue, one reservation and one settling',
      value: quantile(
        all.map((sample) => sample.floor),
        q,
      ),
    },
    runs: runs.map((samples) =>
      quantile(
        samples.map(({ ours }) => ours),
        q,
      ),
    ),
  });
  return [
    figure('submit to ready beyond the model, one job a second: median', 0.5, 20),
    figure('submit to ready beyond the model, one job a second: p99', 0.99, 60),
  ];
}

/** Our own time from submit to ready. */
export const ownTimeBench: Bench = {
  name: 'own-time',
  async measure() {
    const postgres = await BenchPostgres.start();
    const [database, floorDatabase] = [await postgres.database(), await postgres.database()];
    const people = await addSignedIn(database.owner, 100);
    await addSignedIn(floorDatabase.owner, 100);
    const floor = new Floor(floorDatabase);
    const installation = await Installation.start(database, { delayMs: MODEL_DELAY_MS, charsPerSecond: 0 });
    try {
      const runs: Sample[][] = [];
      for (let each = 0; each < RUNS; each += 1) {
        runs.push(await run(installation, floor, people));
      }
      return figures(runs);
    } finally {
      await installation.stop();
      await floor.stop();
      await postgres.stop();
    }
  },
};
