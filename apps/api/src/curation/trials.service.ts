import { Injectable } from '@nestjs/common';
import { DomainError, type PriceView, type TrialRunView, type TrialView, type VersionState } from '@bunan/contracts';
import { TemplateLibrary, type PublishedTemplate } from '@bunan/drafts';
import { askedSections, TemplateError } from '@bunan/template-engine';
import type { AdminAct } from '../caps/caps.service.js';
import type { Trial } from '../drafts/draft-creation.service.js';
import { CallPrices } from '../estimates/call-prices.js';
import type { Actor } from '../http/access.js';
import { hindered, isRunning, RUNNING, TrialRuns, type TrialAtRevision } from './trial-runs.js';
import type { VersionPlace } from './version-place.js';
import { VersionStore } from './version-store.js';

/** Versions whose content stands still: what is tried is what is approved. */
const STANDING = ['in-review', 'approved', 'published'];

/** A version whose content stands, with the revision it was read at. */
interface StandingVersion {
  readonly published: PublishedTemplate;
  readonly state: VersionState;
  readonly revision: number;
}

const NOTHING_TO_WRITE = 'この試験の入力では、AIが書く節がありません。';
const TOO_LONG = '入力が長すぎて、AIに送れません。試験の入力を短くしてください。';
const NO_TOKENS = 'トークンの残りが足りないため、AIで試せません。管理者に相談してください。';

/** Tests of templates on the model, on request: each is a draft like any other, with its reservation and its price. */
@Injectable()
export class TrialsService {
  constructor(
    private readonly store: VersionStore,
    private readonly library: TemplateLibrary,
    private readonly prices: CallPrices,
    private readonly runs: TrialRuns,
  ) {}

  /** What a run would cost, and the newest one. @throws {DomainError} `not-found`, `template.not-standing`, `template.act` for a faulty one */
  async read(place: VersionPlace, testId: string, actor: Actor): Promise<TrialView> {
    return this.view(await this.trialOf(place, testId), actor);
  }

  /** Starts a run. @throws {DomainError} as `read`, and `template.act` with what stands in the way */
  async run(place: VersionPlace, testId: string, act: AdminAct): Promise<TrialView> {
    const trial = await this.trialOf(place, testId);
    const { hindrance } = await this.view(trial, act.actor);
    if (hindrance !== null) {
      throw hindered(hindrance);
    }
    await this.runs.start(trial, act);
    return this.view(trial, act.actor);
  }

  /** The newest run of each test that has one, in their order. @throws as `read` */
  async list(place: VersionPlace, actor: Actor): Promise<TrialRunView[]> {
    const { published } = await this.standing(place);
    const newest = await this.runs.newest(published);
    const views = published.template.tests.map(async (test) => {
      const run = newest.get(test.id);
      return run === undefined || !isAnswered({ published, test }) ? [] : [await this.runs.view(run, { published, test }, actor)];
    });
    return (await Promise.all(views)).flat();
  }

  private async trialOf(place: VersionPlace, testId: string): Promise<TrialAtRevision> {
    const { published, state, revision } = await this.standing(place);
    const test = published.template.tests.find(({ id }) => id === testId);
    if (test === undefined) {
      throw new DomainError('not-found', 'no such test');
    }
    if (!isAnswered({ published, test })) {
      throw faulty(state);
    }
    return { published, test, revision };
  }

  private async standing({ id, version }: VersionPlace): Promise<StandingVersion> {
    const { state, revision } = await this.store.read(id, version);
    if (!STANDING.includes(state)) {
      throw new DomainError('template.not-standing', 'the content may still change');
    }
    const published = await this.library.version(id, version).catch((error: unknown) => {
      throw error instanceof TemplateError ? faulty(state) : error;
    });
    return { published, state, revision };
  }

  private async view(trial: TrialAtRevision, actor: Actor): Promise<TrialView> {
    const { id: templateId, template } = trial.published;
    const answers = trial.published.answers.parse(trial.test.answers);
    const { price } = await this.prices.of({ templateId, template, answers, job: { kind: 'draft' } }, actor);
    const newest = (await this.runs.newest(trial.published)).get(trial.test.id);
    const isWritten = askedSections(template, answers).length > 0;
    return {
      testId: trial.test.id,
      expectedTokens: price.expectedTokens,
      worstTokens: price.worstTokens,
      hindrance: isWritten ? hindranceOf(isRunning(newest), price) : NOTHING_TO_WRITE,
      run: newest === undefined ? null : await this.runs.view(newest, trial, actor),
    };
  }
}

/** Whether the form takes the answers of a test: rules may be newer than the version. */
function isAnswered({ published, test }: Trial): boolean {
  return published.answers.safeParse(test.answers).success;
}

/** What is said of a version that has faults by rules which are newer than it. */
function faulty(state: VersionState): DomainError {
  return hindered(`この版には誤りがあります。${state === 'published' ? '次の版をつくって' : '作成中に戻して'}直してください。`);
}

function hindranceOf(isAtWork: boolean, { fits, isTooLong }: Pick<PriceView, 'fits' | 'isTooLong'>): string | null {
  if (isAtWork) {
    return RUNNING;
  }
  if (isTooLong) {
    return TOO_LONG;
  }
  return fits ? null : NO_TOKENS;
}
