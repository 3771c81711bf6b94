import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataDir } from './data-dir.js';
import { StartError } from './start-error.js';

const STOPPED_WITHIN_MS = 15_000;

/** Whether the process is one of our programs: a number may have been given to another one. */
function isOurs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const file = `/proc/${String(pid)}/cmdline`;
  return !existsSync(file) || readFileSync(file, 'utf8').includes('dist/apps/');
}

/** @throws {StartError} when a launcher already runs in this data folder; whatever runs there is left alone */
export function refuseSecondInstance(dataDir: DataDir): void {
  const run = dataDir.readRun();
  const launcher = run?.pids.launcher;
  if (run !== null && launcher !== undefined && isOurs(launcher)) {
    throw new StartError(`文案工房はもう動いています（${run.url}）。止めてから起動するか、別の DATA_DIR を設定してください。`);
  }
}

/** Ends programs whose launcher was killed: they would hold the ports. */
export async function stopLeftOverPrograms(dataDir: DataDir): Promise<void> {
  const pids = Object.entries(dataDir.readRun()?.pids ?? {}).flatMap(([name, pid]) =>
    pid !== undefined && name !== 'launcher' && name !== 'postgresql' && isOurs(pid) ? [pid] : [],
  );
  for (const pid of pids) {
    process.kill(pid, 'SIGTERM');
  }
  const end = performance.now() + STOPPED_WITHIN_MS;
  while (pids.some(isOurs) && performance.now() < end) {
    await sleep(50);
  }
  for (const pid of pids.filter(isOurs)) {
    process.kill(pid, 'SIGKILL');
  }
}
