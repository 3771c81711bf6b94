import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from './start-error.js';

const HEALTHY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Last lines of a log that are shown when a program does not come up. */
const SHOWN_LINES = 5;

async function isHealthy(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    const body: unknown = await response.json();
    return response.ok && typeof body === 'object' && body !== null && 'status' in body && body.status === 'ok';
  } catch {
    return false;
  }
}

/** Waits until a program says that it is well. @throws {StartError} when it does not in time, with the end of its log */
export async function waitHealthy(name: string, url: string, logFile: string, stop: AbortSignal): Promise<void> {
  const end = performance.now() + HEALTHY_WITHIN_MS;
  while (!(await isHealthy(url))) {
    stop.throwIfAborted();
    if (performance.now() > end) {
      const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-SHOWN_LINES);
      throw new StartError(`${name}が動きませんでした。記録（${logFile}）の終わりは次のとおりです。\n${lines.join('\n')}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
