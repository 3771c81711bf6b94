import { quantile } from '../statistics.js';

/** What clients that never pause got done. */
export interface Throughput {
  readonly perSecond: number;
  readonly p99Ms: number;
}

/**
 * Lets clients act one after another without a pause, each its own acts in turn, until the time is over; what is under way
 * then is waited for and counts.
 */
export async function closedLoop(clients: number, forMs: number, act: (client: number) => Promise<void>): Promise<Throughput> {
  const startedMs = performance.now();
  const tookMs: number[] = [];
  const client = async (each: number) => {
    let beganMs = startedMs;
    while (beganMs < startedMs + forMs) {
      await act(each);
      const endedMs = performance.now();
      tookMs.push(endedMs - beganMs);
      beganMs = endedMs;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, each) => client(each)));
  return { perSecond: (1_000 * tookMs.length) / (performance.now() - startedMs), p99Ms: quantile(tookMs, 0.99) };
}
