import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../apps/local/src/free-port.js';
import type { Bench } from '../figure.js';
import { quietMoment } from '../machine.js';
import { endWithBench } from '../stage/interrupt.js';
import { answers } from '../stage/program.js';
import { median } from '../statistics.js';

const RUNS = 3;
const READY_WITHIN_MS = 120_000;

/** `npm start` from its first moment until the whole installation says that it is healthy, then Ctrl-C. @returns s */
async function start(dataDir: string): Promise<number> {
  const port = await freePort('127.0.0.1', 0, 'PORT');
  const workerPort = await freePort('127.0.0.1', 0, 'WORKER_HEALTH_PORT');
  const startedMs = performance.now();
  const child = spawn(process.execPath, [join('scripts', 'start.cjs')], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), WORKER_HEALTH_PORT: String(workerPort) },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    forget();
    child.kill('SIGTERM');
    await ended;
  };
  const forget = endWithBench(stop);
  while (!(await answers(`http://127.0.0.1:${String(port)}/health`))) {
    if (child.exitCode !== null || performance.now() - startedMs > READY_WITHIN_MS) {
      await stop();
      throw new Error('npm start did not become healthy');
    }
    await sleep(50);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  await stop();
  return seconds;
}

/** How long it takes until everything is ready again after a stop; the first start makes the data and is not counted. */
export const restartBench: Bench = {
  name: 'restart',
  async measure() {
    const dir = mkdtempSync(join(tmpdir(), 'bunan-bench-data-'));
    try {
      await start(join(dir, 'data'));
      const runs: number[] = [];
      for (let each = 0; each < RUNS; each += 1) {
        await quietMoment();
        runs.push(await start(join(dir, 'data')));
      }
      return [
        { name: 'ready again after a restart', unit: 's', goal: { kind: 'at most', value: 10 }, ours: median(runs), floor: null, runs },
      ];
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  },
};
