import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** libfaketime for programs with several threads; null where it is not installed. */
export function faketimePath(): string | null {
  const folders = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu')) : [];
  const paths = folders.map((name) => join('/usr/lib', name, 'faketime', 'libfaketimeMT.so.1'));
  return paths.find((path) => existsSync(path)) ?? null;
}

/**
 * The environment of a program whose clock is wrong; what it measures with the monotonic clock stays right, as on a
 * machine whose clock was never set.
 *
 * @throws when the clock of a program that is started with it is not
 */
export function clockOff(library: string, seconds: number): Record<string, string> {
  const offset = `${seconds < 0 ? '' : '+'}${String(seconds)}s`;
  const env = { LD_PRELOAD: library, FAKETIME: offset, DONT_FAKE_MONOTONIC: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' };
  const { stdout, stderr } = spawnSync(process.execPath, ['-p', 'Date.now()'], { encoding: 'utf8', env });
  const offMs = Number(stdout) - Date.now();
  if (!(Math.abs(offMs - seconds * 1_000) < 10_000)) {
    throw new Error(`a program with ${library} is ${String(offMs)} ms off, not ${offset}: ${stderr}`);
  }
  return env;
}
