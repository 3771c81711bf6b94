import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { Installation } from '../stage/installation.js';
import { addMillion } from '../stage/million.js';
import { signIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres, type BenchDatabase } from '../stage/postgres.js';

const run = promisify(execFile);

const MB = 1_000_000;

const DOWNLOADS = 3;

/** How often the memory of the API is looked at, ms. */
const LOOK_EVERY_MS = 100;

/** The auditor: one of the people of the million. */
const AUDITOR = 'bench1';

/** Resident memory of a process, bytes. */
async function memoryOf(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1_024;
}

/** How far a download is, and the most memory that the API had in each half of it, bytes. */
interface Progress {
  bytes: number;
  lines: number;
  isOver: boolean;
  readonly most: [first: number, second: number];
}

/** Reads the whole file as fast as it comes and keeps none of it. */
async function download(url: string, auditor: SignedIn, progress: Progress): Promise<void> {
  const response = await fetch(`${url}/api/ledger/entries.csv`, { headers: { cookie: auditor.cookie } });
  if (!response.ok || response.body === null) {
    throw new Error(`the ledger answered ${String(response.status)}`);
  }
  for await (const piece of response.body) {
    progress.bytes += piece.length;
    progress.lines += piece.reduce((sum, byte) => sum + Number(byte === 10), 0);
  }
}

/** One download of a ledger. @param entries how many it has */
async function watched(installation: Installation, auditor: SignedIn, entries: number): Promise<Progress> {
  const progress: Progress = { bytes: 0, lines: 0, isOver: false, most: [0, 0] };
  const watch = async () => {
    while (!progress.isOver) {
      const half = progress.lines * 2 > entries ? 1 : 0;
      progress.most[half] = Math.max(progress.most[half], await memoryOf(installation.apiPid));
      await sleep(LOOK_EVERY_MS);
    }
  };
  const watching = watch();
  await download(installation.url, auditor, progress);
  progress.isOver = true;
  await watching;
  if (progress.lines - 1 !== entries) {
    throw new Error(`${String(progress.lines - 1)} of ${String(entries)} entries have come`);
  }
  return progress;
}

async function figures({ owner }: BenchDatabase, installation: Installation): Promise<Figure[]> {
  await owner.query(`UPDATE person SET roles = ARRAY['auditor'] WHERE login = $1`, [AUDITOR]);
  const auditor = await signIn(owner, AUDITOR);
  const [ledger] = await owner.query<{ entries: number }[]>('SELECT count(*)::int AS entries FROM token_ledger');
  await quietMoment();
  // Of a process that has sent nothing yet: a later one has grown already, and would hide it.
  const fresh = await memoryOf(installation.apiPid);
  const runs: Progress[] = [];
  for (let each = 0; each < DOWNLOADS; each += 1) {
    runs.push(await watched(installation, auditor, ledger?.entries ?? 0));
  }
  const growth = runs.map(({ most }) => (Math.max(...most) - fresh) / MB);
  const flatness = runs.map(({ most: [first, second] }) => second / first);
  return [
    {
      name: 'ledger of 1,000,000 rows as CSV: growth of the API’s memory at most',
      unit: 'MB',
      goal: { kind: 'at most', value: 64 },
      ours: Math.max(...growth),
      floor: { name: 'the file itself, MB', value: (runs[0]?.bytes ?? 0) / MB },
      runs: growth,
    },
    {
      name: 'ledger of 1,000,000 rows as CSV: the API’s memory in the second half of the file, beside that in the first',
      unit: 'ratio',
      goal: { kind: 'at most', value: 1.1 },
      ours: Math.max(...flatness),
      floor: null,
      runs: flatness,
    },
  ];
}

/** A ledger of nine months on its way to an auditor. */
export const ledgerCsvBench: Bench = {
  name: 'ledger-csv',
  async measure() {
    const postgres = await BenchPostgres.start();
    try {
      const database = await postgres.database();
      await addMillion(database);
      const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
      try {
        return await figures(database, installation);
      } finally {
        await installation.stop();
      }
    } finally {
      await postgres.stop();
    }
  },
};
