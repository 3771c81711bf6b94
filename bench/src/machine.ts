import { cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Share of the processors that others may use when a run begins. */
const QUIET = 0.15;

/** How long the processors are watched, and for how long a quiet moment is waited for at most, ms. */
const WATCH_MS = 1_500;
const PATIENCE_MS = 30_000;

/** What was seen since it was last asked for. */
let shares: number[] = [];

/** The shares of the processors that others used before each run since the last call, 0 to 1. */
export function takeShares(): readonly number[] {
  const taken = shares;
  shares = [];
  return taken;
}

/** What the figures were measured on. */
export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly platform: string;
}

export function machine(): Machine {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? 'unknown',
    processors: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

function processorTimes(): { busy: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const all = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
  return { busy: all - times.reduce((sum, { idle }) => sum + idle, 0), all };
}

/** Share of all processors that is used while something runs, 0 to 1. */
async function processorShare(act: () => Promise<unknown>): Promise<number> {
  const before = processorTimes();
  await act();
  const after = processorTimes();
  return (after.busy - before.busy) / Math.max(1, after.all - before.all);
}

/** Waits until the machine is quiet, so that others' work does not become our figure; not for longer than half a minute. */
export async function quietMoment(): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const share = await processorShare(() => sleep(WATCH_MS));
    if (share <= QUIET || performance.now() > end) {
      process.stderr.write(`  others use ${(share * 100).toFixed(0)} % of the processors, load ${loadavg()[0]?.toFixed(2) ?? '?'}\n`);
      shares.push(share);
      return;
    }
  }
}
