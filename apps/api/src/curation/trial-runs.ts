import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError, type DraftState, type SectionTexts, type TrialRunView } from '@bunan/contracts';
import { testOfDraft, type PublishedTemplate } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import type { AdminAct } from '../caps/caps.service.js';
import { DraftCreationService, type Trial } from '../drafts/draft-creation.service.js';
import { DraftReader } from '../drafts/draft-reader.js';
import type { Actor } from '../http/access.js';
import { VersionStore } from './version-store.js';

/** One run of a test on the model. */
export interface TrialRun {
  readonly id: string;
  readonly testId: string;
  readonly state: DraftState;
  readonly departmentId: string;
  readonly department: string;
}

/** A trial, with the revision of the version that it was read at. */
export interface TrialAtRevision extends Trial {
  readonly revision: number;
}

/** Whether a run has not come to its end. */
export function isRunning(run: TrialRun | undefined): boolean {
  return run?.state === 'queued' || run?.state === 'writing';
}

/** Why a test cannot be tried now. */
export function hindered(message: string): DomainError {
  return new DomainError('template.act', 'the test cannot be tried now', {}, { errors: [{ path: '', code: 'hindrance', message }] });
}

/** What is said while a run has not come to its end. */
export const RUNNING = 'いま試しています。終わるまでお待ちください。';

/** The runs of tests on the model: drafts like any other, of the content as it stands. */
@Injectable()
export class TrialRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: VersionStore,
    private readonly creation: DraftCreationService,
    private readonly reader: DraftReader,
  ) {}

  /** The newest run of each test of the content as it stands, of whatever department, by the id of the test. */
  async newest(
    { id, version }: Pick<PublishedTemplate, 'id' | 'version'>,
    manager = this.dataSource.manager,
  ): Promise<ReadonlyMap<string, TrialRun>> {
    const runs = await manager.query<TrialRun[]>(
      `SELECT DISTINCT ON (d.trial_test) d.id, d.trial_test AS "testId", d.state, p.id AS "departmentId", p.name AS department
         FROM draft d JOIN template_version v ON v.template_id = d.template_id AND v.version = d.template_version
         JOIN department p ON p.id = d.department_id
        WHERE d.template_id = $1 AND d.template_version = $2 AND d.trial_test IS NOT NULL AND v.saved_at < d.created_at
        ORDER BY d.trial_test, d.created_at DESC`,
      [id, version],
    );
    return new Map(runs.map((run) => [run.testId, run]));
  }

  /** What came of a run: its verdict is of the version, what was written of the department alone. */
  async view(run: TrialRun, { published, test }: Trial, actor: Actor): Promise<TrialRunView> {
    const { id: draftId, departmentId, department } = run;
    const { state, tokens, sections } = await this.reader.view(draftId, departmentId);
    const texts: SectionTexts = Object.fromEntries(sections.map(({ id, parts }) => [id, parts]));
    const result = state === 'ready' ? testOfDraft(published.template, test, texts) : null;
    const canOpen = departmentId === actor.departmentId;
    return { testId: test.id, draftId, department, canOpen, state, usedTokens: tokens.used, result };
  }

  /**
   * Starts a run. The version is held until it is stored: what is tried is what stands.
   *
   * @throws {DomainError} `template.changed`, `template.act` while another run goes on, `answers.personal-number`
   */
  async start(trial: TrialAtRevision, { actor, address }: AdminAct): Promise<void> {
    const { published, revision } = trial;
    const draftId = await this.dataSource.transaction(async (manager) => {
      await this.store.hold({ templateId: published.id, version: published.version, revision }, manager);
      if (isRunning((await this.newest(published, manager)).get(trial.test.id))) {
        throw hindered(RUNNING);
      }
      return this.creation.createTrial(manager, trial, { actor, address, idempotencyKey: `trial-${randomUUID()}` });
    });
    this.creation.announce(draftId);
  }
}
