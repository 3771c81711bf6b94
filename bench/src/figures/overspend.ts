import { Gathering, QuotaLedger, type CallToReserve } from '@bunan/quota';
import type { Bench, Figure } from '../figure.js';
import { Books, TOKENS } from '../stage/books.js';
import { CheckedInserts } from '../stage/checked-inserts.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median } from '../statistics.js';

const CLIENTS = 48;
const ROOM = 50;
const RUNS = 5;

/** Calls let through in one run, by each of the ways. */
interface Run {
  readonly ours: number;
  readonly apart: number;
  readonly together: number;
}

type Reserve = (call: CallToReserve) => Promise<boolean>;

/** Lets 48 clients ask at the same time, each again and again until it is refused. @returns calls let through */
async function letThrough(books: Books, reserve: Reserve): Promise<number> {
  let calls = 0;
  const client = async () => {
    while (await reserve(books.call())) {
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return calls;
}

/** On a database of its own: the contract has room for exactly 50 calls. */
async function inBooks(postgres: BenchPostgres, act: (books: Books) => Promise<number>): Promise<number> {
  const books = await Books.open(await postgres.database(ROOM * TOKENS), CLIENTS, ROOM * TOKENS);
  try {
    return await act(books);
  } finally {
    await books.close();
  }
}

/** Two processes of ours, so that the database has to decide between them. */
async function ours(books: Books): Promise<number> {
  const processes = [0, 1].map(() => {
    const ledger = new QuotaLedger(books.programs, 600_000);
    return new Gathering((calls: readonly CallToReserve[]) => ledger.reserveAll(calls));
  });
  let next = 0;
  const calls = await letThrough(books, async (call) => (await processes[next++ % 2]?.add(call))?.kind === 'reserved');
  await books.requireRight();
  return calls;
}

async function peer(books: Books, isTransaction: boolean): Promise<number> {
  const inserts = await CheckedInserts.open(books.database, ROOM * TOKENS, isTransaction);
  try {
    return await letThrough(books, (call) => inserts.reserve(call));
  } finally {
    await inserts.close();
  }
}

function figures(runs: readonly Run[]): Figure[] {
  const called = `calls let through where ${String(ROOM)} have room, ${String(CLIENTS)} clients`;
  const mine = runs.map((run) => run.ours);
  const figure = (name: string, value: number): Figure => ({
    name: called,
    unit: 'calls',
    goal: { kind: 'exactly', value: ROOM },
    ours: median(mine),
    floor: { name, value },
    runs: mine,
  });
  return [
    figure('looked, then inserted', median(runs.map(({ apart }) => apart))),
    figure('the same in one transaction', median(runs.map(({ together }) => together))),
  ];
}

/** How many calls pass a cap when many ask at once. */
export const overspendBench: Bench = {
  name: 'overspend',
  async measure() {
    const postgres = await BenchPostgres.start();
    try {
      const runs: Run[] = [];
      for (let each = 0; each < RUNS; each += 1) {
        runs.push({
          ours: await inBooks(postgres, ours),
          apart: await inBooks(postgres, (books) => peer(books, false)),
          together: await inBooks(postgres, (books) => peer(books, true)),
        });
      }
      return figures(runs);
    } finally {
      await postgres.stop();
    }
  },
};
