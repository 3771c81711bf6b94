import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { answersSchema, DomainError, type SectionTexts, type TemplateTest, type TrialView } from '@bunan/contracts';
import { TemplateLibrary, testOfDraft, type PublishedTemplate } from '@bunan/drafts';
import type { AdminAct } from '../caps/caps.service.js';
import { DraftCreationService } from '../drafts/draft-creation.service.js';
import { DraftReader } from '../drafts/draft-reader.js';
import { CallPrices } from '../estimates/call-prices.js';
import type { Actor } from '../http/access.js';
import type { VersionPlace } from './version-place.js';
import { VersionStore } from './version-store.js';

/** Versions whose content stands still: what is tried is what is approved. */
const STANDING = ['in-review', 'approved', 'published'];

interface Trial {
  readonly published: PublishedTemplate;
  readonly test: TemplateTest;
}

/** Tests of versions whose content stands still. */
@Injectable()
export class TrialTests {
  constructor(
    private readonly store: VersionStore,
    private readonly library: TemplateLibrary,
  ) {}

  /** @throws {DomainError} `not-found`, `template.not-standing` */
  async read(templateId: string, version: number, testId: string): Promise<Trial> {
    const { state } = await this.store.read(templateId, version);
    if (!STANDING.includes(state)) {
      throw new DomainError('template.not-standing', 'the content may still change');
    }
    const published = await this.library.version(templateId, version);
    const test = published.template.tests.find(({ id }) => id === testId);
    if (test === undefined) {
      throw new DomainError('not-found', 'no such test');
    }
    return { published, test };
  }

  newestRun({ published, test }: Trial, { departmentId }: Actor): Promise<string | null> {
    return this.store.newestTrial(published, test.id, departmentId);
  }
}

/** Tests of templates on the model, on request: each is a draft like any other, with its reservation and its price. */
@Injectable()
export class TrialsService {
  constructor(
    private readonly tests: TrialTests,
    private readonly prices: CallPrices,
    private readonly creation: DraftCreationService,
    private readonly reader: DraftReader,
  ) {}

  /** What a run would cost, and the newest one. @throws {DomainError} `not-found`, `template.not-standing` */
  async read({ id, version }: VersionPlace, testId: string, actor: Actor): Promise<TrialView> {
    return this.view(await this.tests.read(id, version, testId), actor);
  }

  /** Starts a run. @throws {DomainError} `not-found`, `template.not-standing` */
  async run({ id, version }: VersionPlace, testId: string, { actor, address }: AdminAct): Promise<TrialView> {
    const trial = await this.tests.read(id, version, testId);
    await this.creation.createTrial(trial.published, trial.test, { actor, address, idempotencyKey: `trial-${randomUUID()}` });
    return this.view(trial, actor);
  }

  private async view(trial: Trial, actor: Actor): Promise<TrialView> {
    const { published, test } = trial;
    const { id: templateId, template } = published;
    const answers = answersSchema(template.fields).parse(test.answers);
    const { price } = await this.prices.of({ templateId, template, answers, job: { kind: 'draft' } }, actor);
    const run = await this.tests.newestRun(trial, actor);
    return {
      testId: test.id,
      expectedTokens: price.expectedTokens,
      worstTokens: price.worstTokens,
      hindrance: price.fits ? null : 'トークンの残りが足りないため、AIで試せません。管理者に相談してください。',
      run: run === null ? null : await this.runView(run, trial, actor),
    };
  }

  private async runView(draftId: string, { published, test }: Trial, actor: Actor): Promise<TrialView['run']> {
    const { state, tokens, sections } = await this.reader.view(draftId, actor.departmentId);
    const texts: SectionTexts = Object.fromEntries(sections.map(({ id, parts }) => [id, parts]));
    const result = state === 'ready' ? testOfDraft(published.template, test, texts) : null;
    return { draftId, state, usedTokens: tokens.used, result };
  }
}
