import { Gathering, QuotaLedger, type CallToReserve, type Reservation } from '@bunan/quota';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { Books, requireWithinCaps } from '../stage/books.js';
import { closedLoop, type Throughput } from '../stage/closed-loop.js';
import { PlainTransactions } from '../stage/plain-transactions.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median, timed } from '../statistics.js';

const PEOPLE = 1_150;
const CLIENTS = 48;
const RUNS = 5;
const RUN_MS = 3_000;

/** How long the disk is measured in each run, ms, and how many calls a caller makes who is alone. */
const DISK_MS = 1_000;
const ALONE = 100;

/** So much that no cap is reached. */
const CAP_TOKENS = 500_000_000;

interface Run {
  readonly ours: Throughput;
  readonly plain: Throughput;
  /** Empty commits of one connection. */
  readonly disk: Throughput;
  /** Medians of a caller who is alone, ms: gathered like the others, and without that. */
  readonly alone: { readonly gathered: number; readonly single: number };
}

function requireReserved({ kind }: Reservation | { readonly kind: undefined }): void {
  if (kind !== 'reserved') {
    throw new Error(`a reservation is ${String(kind)}`);
  }
}

/** One caller alone, in turn with company's way and without it. */
async function alone(books: Books, gathering: Gathering<CallToReserve, Reservation>, ledger: QuotaLedger): Promise<Run['alone']> {
  const gathered: number[] = [];
  const single: number[] = [];
  for (let each = 0; each < ALONE; each += 1) {
    gathered.push(
      await timed(async () => {
        requireReserved(await gathering.add(books.call()));
      }),
    );
    single.push(
      await timed(async () => {
        requireReserved(await ledger.reserve(books.call()));
      }),
    );
  }
  return { gathered: median(gathered), single: median(single) };
}

async function run(books: Books, plainBooks: Books, plain: PlainTransactions): Promise<Run> {
  const ledger = new QuotaLedger(books.programs, 600_000);
  const gathering = new Gathering((calls: readonly CallToReserve[]) => ledger.reserveAll(calls));
  await quietMoment();
  return {
    plain: await closedLoop(CLIENTS, RUN_MS, () => plain.reserve(plainBooks.call())),
    ours: await closedLoop(CLIENTS, RUN_MS, async () => {
      requireReserved(await gathering.add(books.call()));
    }),
    disk: await closedLoop(1, DISK_MS, () => books.emptyCommit()),
    alone: await alone(books, gathering, ledger),
  };
}

function figure(name: string, goal: Figure['goal'], floor: { name: string; values: readonly number[] }, ours: readonly number[]): Figure {
  const ratios = ours.map((value, index) => value / (floor.values[index] ?? NaN));
  return { name, unit: 'ratio', goal, ours: median(ratios), floor: { name: floor.name, value: median(floor.values) }, runs: ratios };
}

function figures(runs: readonly Run[]): Figure[] {
  const perSecond = runs.map(({ ours }) => ours.perSecond);
  const atOnce = `reservations of ${String(CLIENTS)} clients`;
  return [
    figure(
      `${atOnce}: how many, beside a transaction of six round trips`,
      { kind: 'at least', value: 5 },
      { name: 'plain transaction, /s', values: runs.map(({ plain }) => plain.perSecond) },
      perSecond,
    ),
    figure(
      `${atOnce}: p99, beside a transaction of six round trips`,
      { kind: 'at most', value: 0.2 },
      { name: 'plain transaction, ms', values: runs.map(({ plain }) => plain.p99Ms) },
      runs.map(({ ours }) => ours.p99Ms),
    ),
    figure(
      `${atOnce}: how many, for each commit that one connection gets onto the disk`,
      { kind: 'at least', value: 1 },
      { name: 'empty commits, /s', values: runs.map(({ disk }) => disk.perSecond) },
      perSecond,
    ),
    figure(
      'reservation of a caller who is alone, gathered: median, beside the call without company',
      { kind: 'at most', value: 1.1 },
      { name: 'not gathered, ms', values: runs.map((each) => each.alone.single) },
      runs.map((each) => each.alone.gathered),
    ),
  ];
}

/** Durable reservations under three caps, many at once. */
export const reservationsBench: Bench = {
  name: 'reservations',
  async measure() {
    const postgres = await BenchPostgres.start();
    const books = await Books.open(await postgres.database(), PEOPLE, CAP_TOKENS);
    const plainBooks = await Books.open(await postgres.database(), PEOPLE, CAP_TOKENS);
    const plain = await PlainTransactions.open(plainBooks.database, CLIENTS);
    try {
      const runs: Run[] = [];
      for (let each = 0; each < RUNS; each += 1) {
        runs.push(await run(books, plainBooks, plain));
      }
      await books.requireRight();
      await requireWithinCaps(plainBooks.database);
      return figures(runs);
    } finally {
      await plain.close();
      await Promise.all([books.close(), plainBooks.close()]);
      await postgres.stop();
    }
  },
};
