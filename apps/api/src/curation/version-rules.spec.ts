import type { VersionAct, VersionState } from '@bunan/contracts';
import { ACTS, hindranceOf, mayAct, restsOnCheck, stateAfter, type ActSituation } from './version-rules.js';

const curator = { personId: 'c', roles: ['curator'] } as const;
const approver = { personId: 'a', roles: ['approver'] } as const;
const both = { personId: 'c', roles: ['curator', 'approver'] } as const;

const GREEN = { faults: [], results: [{ testId: 'a', name: 'a', of: 'boilerplate', failures: [] }] } as const;

function situation(change: Partial<ActSituation> = {}, state: VersionState = 'in-review'): ActSituation {
  return {
    version: { state, version: 2, authors: [{ id: 'c', name: '担当' }] },
    check: GREEN,
    newestPublished: 2,
    isTried: false,
    ...change,
  };
}

const FAULTY = { faults: [{ path: 'prompt', message: '誤り' }], results: [] };
const RED = {
  faults: [],
  results: [
    { testId: 'a', name: 'a', of: 'boilerplate', failures: [{ expectation: 0, message: 'x' }] },
    { testId: 'a', name: 'a', of: 'answer', failures: [{ expectation: 0, message: 'x' }] },
  ],
} as const;

describe('the way of a version', () => {
  it('opens acts by any of the roles that a person has', () => {
    const acts = (person: typeof both | typeof curator | typeof approver, state: VersionState) =>
      ACTS.filter((act) => stateAfter(act, state) !== null && mayAct(act, state, person));
    expect(acts(curator, 'in-review')).toEqual(['withdraw']);
    expect(acts(approver, 'in-review')).toEqual(['approve', 'return']);
    expect(acts(both, 'in-review')).toEqual(['approve', 'return', 'withdraw']);
    expect(acts(both, 'retired')).toEqual([]);
  });

  it.each<VersionAct>(['submit', 'approve', 'publish'])('lets nothing faulty go on: %s', (act) => {
    expect(hindranceOf(act, approver, situation({ check: FAULTY }))).toMatch(/^誤りが1件あります。作成中に戻して直してから/);
    expect(hindranceOf(act, approver, situation({ check: FAULTY }, 'draft'))).toMatch(/^誤りが1件あります。直してから/);
    expect(hindranceOf(act, approver, situation())).toBeNull();
  });

  it('lets nobody approve the own work, whatever else their roles are', () => {
    expect(hindranceOf('approve', both, situation())).toContain('この版を直した人は');
    expect(hindranceOf('approve', approver, situation())).toBeNull();
  });

  it('approves nothing that has no test', () => {
    const untested = situation({ check: { faults: [], results: [] } });
    expect(hindranceOf('approve', approver, untested)).toContain('試験が一つもありません');
    expect(hindranceOf('submit', curator, untested)).toBeNull();
  });

  it('counts a red test once, and holds up the approval only', () => {
    expect(hindranceOf('approve', approver, situation({ check: RED }))).toContain('不合格の試験が1件');
    expect(hindranceOf('submit', curator, situation({ check: RED }, 'draft'))).toBeNull();
  });

  it.each<VersionAct>(['return', 'withdraw'])('does not open a content that a model is asked for: %s', (act) => {
    expect(hindranceOf(act, curator, situation({ isTried: true }))).toContain('AIで試しています');
    expect(hindranceOf(act, curator, situation({ check: FAULTY }))).toBeNull();
  });

  it('rests on a check only where clerks or approvers rely on the content', () => {
    expect(ACTS.filter(restsOnCheck)).toEqual(['submit', 'approve', 'publish']);
  });

  it('retires the newest version, and gives up any that is begun', () => {
    expect(hindranceOf('retire', approver, situation({ newestPublished: 3 }, 'published'))).toContain('新しい版が公開されています');
    expect(hindranceOf('retire', approver, situation({}, 'published'))).toBeNull();
    expect(hindranceOf('retire', curator, situation({ newestPublished: 3 }, 'draft'))).toBeNull();
  });
});
