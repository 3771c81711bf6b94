import { setTimeout as sleep } from 'node:timers/promises';

/** How long something of a page may take to be drawn, ms. */
const WITHIN_MS = 20_000;

/** Expects that what is read of a page becomes equal to something: the page may be drawn a moment after what was done to it. */
export async function becomes(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  const end = performance.now() + WITHIN_MS;
  for (;;) {
    const value = await read();
    try {
      expect(value).toEqual(expected);
      return;
    } catch (error) {
      if (performance.now() > end) {
        throw error;
      }
    }
    await sleep(25);
  }
}
