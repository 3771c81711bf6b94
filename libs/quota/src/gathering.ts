import { setImmediate as endOfTurn } from 'node:timers/promises';

/** How many waiters one act takes at most: its locks must not be held for long. */
const MOST_AT_ONCE = 100;

interface Waiter<In, Out> {
  readonly value: In;
  readonly resolve: (result: Out) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Does together what comes while an act is under way, so that many share one commit to disk.
 *
 * Whoever comes first is served in this turn of the event loop, together with who comes in the same turn: many who were
 * answered together ask again together. Nobody waits longer for company. When an act fails, those who took part in it are told,
 * and nobody else.
 */
export class Gathering<In, Out> {
  private waiting: Waiter<In, Out>[] = [];
  private isBusy = false;

  /** @param act gives one result for each value, in their order */
  constructor(private readonly act: (values: readonly In[]) => Promise<readonly Out[]>) {}

  add(value: In): Promise<Out> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ value, resolve, reject });
      if (!this.isBusy) {
        void this.serve();
      }
    });
  }

  private async serve(): Promise<void> {
    this.isBusy = true;
    while (this.waiting.length > 0) {
      await endOfTurn();
      const served = this.waiting.splice(0, MOST_AT_ONCE);
      try {
        const results = await this.act(served.map(({ value }) => value));
        if (results.length !== served.length) {
          throw new Error(`${String(served.length)} values gave ${String(results.length)} results`);
        }
        results.forEach((result, index) => served[index]?.resolve(result));
      } catch (error) {
        for (const { reject } of served) {
          reject(error);
        }
      }
    }
    this.isBusy = false;
  }
}
