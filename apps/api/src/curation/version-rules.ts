import type { Role, TemplateCheck, VersionAct, VersionState } from '@bunan/contracts';
import type { StoredVersion } from './version-store.js';

/** An act: from which states it leads where, and who may do it. */
interface ActRule {
  readonly from: readonly VersionState[];
  readonly to: VersionState;
  readonly roles: readonly Role[];
}

/** The way of a version: DESIGN of curation in docs/adr/0014-versions-of-templates.md. */
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
}

/** Why an act that the roles open cannot be done now, in a sentence that says what to do; null when it can. */
export function hindranceOf(act: VersionAct, person: ActingPerson, { version, check, newestPublished }: ActSituation): string | null {
  const red = new Set(check.results.filter(({ failures }) => failures.length > 0).map(({ testId }) => testId)).size;
  if ((act === 'submit' || act === 'approve') && check.faults.length > 0) {
    return `誤りが${String(check.faults.length)}件あります。直してから、もう一度お試しください。`;
  }
  if (act === 'approve') {
    if (version.authors.some(({ id }) => id === person.personId)) {
      return 'この版を直した人は、承認できません。ほかの承認者に頼んでください。';
    }
    return red > 0 ? `不合格の試験が${String(red)}件あります。作成中に戻して直してください。` : null;
  }
  if (act === 'retire' && version.state === 'published' && version.version !== newestPublished) {
    return '新しい版が公開されています。廃止できるのは、いちばん新しい版です。';
  }
  return null;
}

/** Acts in the order in which the screen offers them. */
export const ACTS: readonly VersionAct[] = ['submit', 'approve', 'publish', 'return', 'withdraw', 'retire'];
