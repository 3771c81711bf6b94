import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  answersSchema,
  DomainError,
  type DraftState,
  type SectionTexts,
  type TemplateTest,
  type TestResult,
  type TrialView,
} from '@bunan/contracts';
import { TemplateLibrary, testOfDraft, type PublishedTemplate } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { DraftCreationService } from '../drafts/draft-creation.service.js';
import { DraftReader } from '../drafts/draft-reader.js';
import { CallPrices } from '../estimates/call-prices.js';
import type { Actor } from '../http/access.js';
import { VersionStore } from './version-store.js';

/** Versions whose content stands still: what is tried is what is approved. */
const STANDING = ['in-review', 'approved', 'published'];

interface Trial {
  readonly published: PublishedTemplate;
  readonly test: TemplateTest;
}

/** Tests of templates on the model, on request: each is a draft like any other, with its reservation and its price. */
@Injectable()
export class TrialsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: VersionStore,
    private readonly library: TemplateLibrary,
    private readonly prices: CallPrices,
    private readonly creation: DraftCreationService,
    private readonly reader: DraftReader,
  ) {}

  /** What a run would cost, and the newest one. @throws {DomainError} `not-found`, `template.not-standing` */
  async read(templateId: string, version: number, testId: string, actor: Actor): Promise<TrialView> {
    return this.view(await this.trialOf(templateId, version, testId), actor);
  }

  /** Starts a run. @throws {DomainError} `not-found`, `template.not-standing` */
  async run(templateId: string, version: number, testId: string, act: AdminAct): Promise<TrialView> {
    const trial = await this.trialOf(templateId, version, testId);
    await this.creation.createTrial(trial.published, trial.test, {
      actor: act.actor,
      address: act.address,
      idempotencyKey: `trial-${randomUUID()}`,
    });
    return this.view(trial, act.actor);
  }

  private async trialOf(templateId: string, version: number, testId: string): Promise<Trial> {
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

  private async view({ published, test }: Trial, actor: Actor): Promise<TrialView> {
    const { id: templateId, template, version } = published;
    const answers = answersSchema(template.fields).parse(test.answers);
    const { price } = await this.prices.of({ templateId, template, answers, job: { kind: 'draft' } }, actor);
    const [run] = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM draft WHERE template_id = $1 AND template_version = $2 AND trial_test = $3 AND department_id = $4
        ORDER BY created_at DESC LIMIT 1`,
      [templateId, version, test.id, actor.departmentId],
    );
    return {
      testId: test.id,
      expectedTokens: price.expectedTokens,
      worstTokens: price.worstTokens,
      hindrance: price.fits ? null : 'トークンの残りが足りないため、AIで試せません。管理者に相談してください。',
      run: run === undefined ? null : await this.runView(run.id, { published, test }, actor),
    };
  }

  private async runView(draftId: string, { published, test }: Trial, actor: Actor): Promise<TrialView['run']> {
    const { state, tokens, sections } = await this.reader.view(draftId, actor.departmentId);
    const texts: SectionTexts = Object.fromEntries(sections.map(({ id, parts }) => [id, parts]));
    return { draftId, state, usedTokens: tokens.used, result: resultOf(state, published, test, texts) };
  }
}

function resultOf(state: DraftState, { template }: PublishedTemplate, test: TemplateTest, texts: SectionTexts): TestResult | null {
  return state === 'ready' ? testOfDraft(template, test, texts) : null;
}
