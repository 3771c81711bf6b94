import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { CreateDraft } from '@bunan/contracts';
import { TemplateLibrary, type PublishedTemplate } from '@bunan/drafts';
import { DataSource } from 'typeorm';
import { DraftFiles, type CheckedForm } from '../files/draft-files.service.js';
import type { Actor } from '../http/access.js';
import { refusePersonalNumbers } from './check-answers.js';

/** Who asks, with which key, from where. */
export interface CreationRequest {
  readonly actor: Actor;
  readonly idempotencyKey: string;
  readonly address: string;
}

/** A form as a draft can be made of it, with the template that asked for it. */
export interface SubmittedForm extends CheckedForm {
  readonly published: PublishedTemplate;
}

/** Checks the forms that people send. */
@Injectable()
export class SubmittedForms {
  constructor(
    private readonly dataSource: DataSource,
    private readonly library: TemplateLibrary,
    private readonly files: DraftFiles,
  ) {}

  /** @throws {DomainError} `not-found` template, `answers.invalid`, `answers.personal-number` */
  async check(input: CreateDraft, request: CreationRequest): Promise<SubmittedForm> {
    const published = await this.library.newest(input.templateId, request.actor.departmentId);
    const form = await this.files.check(published, input.answers, request.actor);
    try {
      refusePersonalNumbers(published, form.answers);
    } catch (error) {
      await recordAudit(this.dataSource.manager, {
        ...whoAsks(request),
        action: 'draft.create',
        outcome: 'refused',
        objectType: 'template',
        objectId: published.id,
      });
      throw error;
    }
    return { ...form, published };
  }
}

/** The person of an entry of the record. */
export function whoAsks({ actor, address }: CreationRequest) {
  return { personId: actor.personId, departmentId: actor.departmentId, address };
}
