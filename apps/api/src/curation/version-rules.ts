import type { Role, TemplateCheck, VersionAct, VersionState } from '@bunan/contracts';
import type { StoredVersion } from './version-store.js';

/** An act: from which states it leads where, and who may do it. */
interface ActRule {
  readonly from: readonly VersionState[];
  readonly to: VersionState;
  readonly roles: readonly Role[];
}

/** The way of a version: docs/adr/0015-versions-of-templates.md. */
const RULES: Readonly<Record<VersionAct, ActRule>> = {
  submit: { from: ['draft'], to: 'in-review', roles: ['curator'] },
  approve: { from: ['in-review'], to: 'approved', roles: ['approver'] },
  return: { from: ['in-review'], to: 'draft', roles: ['approver'] },
  publish: { from: ['approved'], to: 'published', roles: ['curator', 'approver', 'admin'] },
  withdraw: { from: ['in-review', 'approved'], to: 'draft', roles: ['curator'] },
  retire: { from: ['published'], to: 'retired', roles: ['approver', 'admin'] },
};

/** A draft version is given up by those who write it. */
const GIVE_UP: readonly Role[] = ['curator'];

/** Who acts, as far as the rules ask. */
export interface ActingPerson {
  readonly personId: string;
  readonly roles: readonly Role[];
}

/** Where an act leads from a state; null when it does not begin there. */
export function stateAfter(act: VersionAct, state: VersionState): VersionState | null {
  if (act === 'retire' && state === 'draft') {
    return 'retired';
  }
  return RULES[act].from.includes(state) ? RULES[act].to : null;
}

/** Whether a person's roles open an act on a version in this state. */
export function mayAct(act: VersionAct, state: VersionState, { roles }: ActingPerson): boolean {
  const wanted = act === 'retire' && state === 'draft' ? GIVE_UP : RULES[act].roles;
  return roles.some((role) => wanted.includes(role));
}

/** What an act would meet with. */
export interface ActSituation {
  readonly version: Pick<StoredVersion, 'state' | 'authors' | 'version'>;
  readonly check: Pick<TemplateCheck, 'faults' | 'results'>;
  /** The newest version of the template that was ever published; 0: none. */
  readonly newestPublished: number;
  /** One of its tests is being tried on the model. */
  readonly isTried: boolean;
}

type Hindrance = (situation: ActSituation, person: ActingPerson) => string | null;

/** Clerks, or those who approve, rely on the content from here on: it must be right by the rules of today. */
const faulty: Hindrance = ({ version, check: { faults } }) => {
  const back = version.state === 'draft' ? '' : '作成中に戻して';
  return faults.length > 0 ? `誤りが${String(faults.length)}件あります。${back}直してから、もう一度お試しください。` : null;
};

const ownWork: Hindrance = ({ version }, { personId }) =>
  version.authors.some(({ id }) => id === personId) ? 'この版を直した人は、承認できません。ほかの承認者に頼んでください。' : null;

const red: Hindrance = ({ check: { results } }) => {
  const tests = new Set(results.filter(({ failures }) => failures.length > 0).map(({ testId }) => testId)).size;
  return tests > 0 ? `不合格の試験が${String(tests)}件あります。作成中に戻して直してください。` : null;
};

/** Without a test nothing shows that the next version still makes the same documents. */
const untested: Hindrance = ({ check: { results } }) =>
  results.length === 0 ? '試験が一つもありません。作成中に戻して、試験を足してください。' : null;

/** The content would be open again while a model is asked for it. */
const tried: Hindrance = ({ isTried }) =>
  isTried ? 'この版の試験をAIで試しています。終わるのを待つか、中止してから、もう一度お試しください。' : null;

const replaced: Hindrance = ({ version, newestPublished }) =>
  version.state === 'published' && version.version !== newestPublished
    ? '新しい版が公開されています。廃止できるのは、いちばん新しい版です。'
    : null;

const HINDRANCES: Readonly<Record<VersionAct, readonly Hindrance[]>> = {
  submit: [faulty],
  approve: [faulty, ownWork, untested, red],
  publish: [faulty],
  return: [tried],
  withdraw: [tried],
  retire: [replaced],
};

/** Whether an act rests on the check of the content; every other one goes also where a check cannot be had. */
export function restsOnCheck(act: VersionAct): boolean {
  return HINDRANCES[act].includes(faulty);
}

/** Why an act that the roles open cannot be done now, in a sentence that says what to do; null when it can. */
export function hindranceOf(act: VersionAct, person: ActingPerson, situation: ActSituation): string | null {
  const found = HINDRANCES[act].map((hindrance) => hindrance(situation, person));
  return found.find((sentence) => sentence !== null) ?? null;
}

/** Acts in the order in which the screen offers them. */
export const ACTS: readonly VersionAct[] = ['submit', 'approve', 'publish', 'return', 'withdraw', 'retire'];
