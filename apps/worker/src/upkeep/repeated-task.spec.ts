import { setImmediate as turn } from 'node:timers/promises';
import { RepeatedTask } from './repeated-task.js';

describe('RepeatedTask', () => {
  it('goes on after a failure and ends when it is stopped', async () => {
    const errors: unknown[] = [];
    let rounds = 0;
    const seen = new Promise<void>((resolve) => {
      const task = new RepeatedTask({
        intervalMs: 1,
        act: async () => {
          await turn();
          rounds += 1;
          if (rounds === 1) {
            throw new Error('first');
          }
          if (rounds === 3) {
            void task.stop().then(resolve);
          }
        },
        onError: (error) => errors.push(error),
      });
    });
    await seen;
    const atStop = rounds;
    await turn();
    expect(errors).toHaveLength(1);
    expect(rounds).toBe(atStop);
  });
});
