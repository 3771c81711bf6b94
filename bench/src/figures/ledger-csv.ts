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

/** Reads the whole file as fast as it comes and keeps none of it. @returns its bytes and its lines */
async function download(url: string, auditor: SignedIn): Promise<{ bytes: number; lines: number }> {
  const response = await fetch(`${url}/api/ledger/entries.csv`, { headers: { cookie: auditor.cookie } });
  if (!response.ok || response.body === null) {
    throw new Error(`the ledger answered ${String(response.status)}`);
  }
  let [bytes, lines] = [0, 0];
  for await (const piece of response.body) {
    bytes += piece.length;
    lines += piece.reduce((sum, byte) => sum + Number(byte === 10), 0);
  }
  return { bytes, lines };
}

/** One download, and the most memory that the API had during it, bytes. */
async function watched(installation: Installation, auditor: SignedIn): Promise<{ most: number; bytes: number; lines: number }> {
  const progress = { most: 0, isOver: false };
  const watch = async () => {
    while (!progress.isOver) {
      progress.most = Math.max(progress.most, await memoryOf(installation.apiPid));
      await sleep(LOOK_EVERY_MS);
    }
  };
  const watching = watch();
  const file = await download(installation.url, auditor);
  progress.isOver = true;
  await watching;
  return { ...file, most: progress.most };
}

async function figures({ owner }: BenchDatabase, installation: Installation): Promise<Figure[]> {
  await owner.query(`UPDATE person SET roles = ARRAY['auditor'] WHERE login = $1`, [AUDITOR]);
  const auditor = await signIn(owner, AUDITOR);
  const [ledger] = await owner.query<{ entries: number }[]>('SELECT count(*)::int AS entries FROM token_ledger');
  await quietMoment();
  // Of a process that has sent nothing yet: a later one has grown already, and would hide it.
  const fresh = await memoryOf(installation.apiPid);
  const runs: number[] = [];
  let fileBytes = 0;
  for (let each = 0; each < DOWNLOADS; each += 1) {
    const file = await watched(installation, auditor);
    if (file.lines - 1 !== ledger?.entries) {
      throw new Error(`${String(file.lines - 1)} of ${String(ledger?.entries)} entries have come`);
    }
    fileBytes = file.bytes;
    runs.push((file.most - fresh) / MB);
  }
  return [
    {
      name: 'ledger of 1,000,000 rows as CSV: growth of the API’s memory at most',
      unit: 'MB',
      goal: { kind: 'at most', value: 64 },
      ours: Math.max(...runs),
      floor: { name: 'the file itself, MB', value: fileBytes / MB },
      runs,
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
