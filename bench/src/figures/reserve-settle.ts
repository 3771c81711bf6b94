import { QuotaLedger, RESERVE_VALUES, reserveValues } from '@bunan/quota';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { Books } from '../stage/books.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median, timed } from '../statistics.js';

const PEOPLE = 1_150;
const RUNS = 3;
const JOBS = 100;

/** First jobs that are not counted: every connection plans a statement when it first meets it. */
const WARM_UP = 20;

/** So much that no cap is reached. */
const CAP_TOKENS = 500_000_000;

/** Settles as the worker does: used, not by estimate, sent, answered, the most that it could have answered, bytes sent. */
const SETTLE = 'SELECT quota_settle($1, 900, false, 600, 300, 1000, 2400) AS "isSettled"';

/** Reserves and says that the call begins, in one statement as the worker does. */
const BEGIN = `SELECT reservation_id AS id FROM quota_reserve(${RESERVE_VALUES}, $8) WHERE quota_mark_calling(reservation_id, $8)`;

/** Commits of one job: begun and settled. */
const COMMITS = 2;

interface Sample {
  readonly ours: number;
  readonly floor: number;
}

async function job(books: Books, ledger: QuotaLedger): Promise<void> {
  const [begun] = await books.programs.query<{ id: string }[]>(BEGIN, [...reserveValues([books.call()]), ledger.leaseMs]);
  if (begun === undefined) {
    throw new Error('the call was not begun');
  }
  const [settled] = await books.programs.query<{ isSettled: boolean }[]>(SETTLE, [begun.id]);
  if (settled?.isSettled !== true) {
    throw new Error('the call was not settled');
  }
}

async function emptyCommits(books: Books): Promise<void> {
  for (let commit = 0; commit < COMMITS; commit += 1) {
    await books.emptyCommit();
  }
}

async function run(books: Books): Promise<Sample[]> {
  const ledger = new QuotaLedger(books.programs);
  await quietMoment();
  const samples: Sample[] = [];
  for (let each = 0; each < WARM_UP + JOBS; each += 1) {
    samples.push({ ours: await timed(() => job(books, ledger)), floor: await timed(() => emptyCommits(books)) });
  }
  return samples.slice(WARM_UP);
}

function figure(runs: readonly (readonly Sample[])[]): Figure {
  return {
    name: 'one job in the ledger, reserved, calling, settled: median',
    unit: 'ms',
    goal: { kind: 'at most', value: 6 },
    ours: median(runs.flat().map(({ ours }) => ours)),
    floor: { name: 'two empty commits', value: median(runs.flat().map(({ floor }) => floor)) },
    runs: runs.map((samples) => median(samples.map(({ ours }) => ours))),
  };
}

/** What the books of one job cost when nothing else is going on. */
export const reserveSettleBench: Bench = {
  name: 'reserve-settle',
  async measure() {
    const postgres = await BenchPostgres.start();
    const books = await Books.open(await postgres.database(), PEOPLE, CAP_TOKENS);
    try {
      const runs: Sample[][] = [];
      for (let each = 0; each < RUNS; each += 1) {
        runs.push(await run(books));
      }
      await books.requireRight();
      return [figure(runs)];
    } finally {
      await books.close();
      await postgres.stop();
    }
  },
};
