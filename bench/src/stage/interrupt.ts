/** What has to end with the bench, also when somebody interrupts it. */
const running = new Set<() => Promise<void>>();

/** Exit status of a program that was interrupted (POSIX: 128 and the number of the signal SIGINT). */
const INTERRUPTED = 130;

/** Ends `stop` with the bench. @returns forgets it: it has ended by itself */
export function endWithBench(stop: () => Promise<void>): () => void {
  running.add(stop);
  return () => running.delete(stop);
}

/** Programs and databases of an interrupted bench are stopped before it ends, the youngest first. */
export function stopWhenInterrupted(): void {
  const stopAll = async () => {
    for (const stop of [...running].reverse()) {
      await stop().catch(() => undefined);
    }
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', () => void stopAll());
  process.once('SIGTERM', () => void stopAll());
}
