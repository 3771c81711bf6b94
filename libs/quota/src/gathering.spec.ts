import { setImmediate as endOfTurn } from 'node:timers/promises';
import { Gathering } from './gathering.js';

/** An act whose rounds end when the test says so. */
function heldAct() {
  const rounds: { values: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const gathering = new Gathering<number, string>((values) => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    rounds.push({
      values,
      end: () => {
        resolve(values.map(String));
      },
      fail: reject,
    });
    return promise;
  });
  return { gathering, rounds };
}

/** The turn in which an answer is given, and the one after it. */
const turn = async () => {
  await endOfTurn();
  await endOfTurn();
};

describe('Gathering', () => {
  it('serves who comes alone in the same turn, and who comes meanwhile together', async () => {
    const { gathering, rounds } = heldAct();
    const first = gathering.add(1);
    await turn();
    expect(rounds.map(({ values }) => values)).toEqual([[1]]);
    const others = [gathering.add(2), gathering.add(3)];
    rounds[0]?.end();
    expect(await first).toBe('1');
    await turn();
    expect(rounds.map(({ values }) => values)).toEqual([[1], [2, 3]]);
    rounds[1]?.end();
    expect(await Promise.all(others)).toEqual(['2', '3']);
  });

  it('takes together who asks in the same turn, as those do who were answered together', async () => {
    const { gathering, rounds } = heldAct();
    const again = [1, 2, 3].map((value) => gathering.add(value).then(() => gathering.add(value)));
    await turn();
    rounds[0]?.end();
    await turn();
    rounds[1]?.end();
    await Promise.all(again);
    expect(rounds.map(({ values }) => values)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });

  it('tells those who took part that it failed, and goes on with the others', async () => {
    const { gathering, rounds } = heldAct();
    const failed = gathering.add(1);
    await turn();
    const later = gathering.add(2);
    rounds[0]?.fail(new Error('the database is away'));
    await expect(failed).rejects.toThrow('the database is away');
    await turn();
    rounds[1]?.end();
    expect(await later).toBe('2');
  });

  it('takes no more at once than may share their locks', async () => {
    const { gathering, rounds } = heldAct();
    const all = Array.from({ length: 251 }, (_, index) => gathering.add(index));
    for (let round = 0; round < 3; round += 1) {
      await turn();
      rounds[round]?.end();
    }
    expect(await Promise.all(all)).toHaveLength(251);
    expect(rounds.map(({ values }) => values.length)).toEqual([100, 100, 51]);
  });
});
