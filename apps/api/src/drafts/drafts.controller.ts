import { Body, Controller, HttpCode, Ip, Param, Patch, Post, UseFilters } from '@nestjs/common';
import {
  confirmDraftSchema,
  createDraftSchema,
  editAnswersSchema,
  editSectionSchema,
  type ConfirmDraft,
  type CreateDraft,
  type DraftReceipt,
  type DraftView,
  type EditAnswers,
  type EditSection,
} from '@bunan/contracts';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { IdempotencyKey } from '../http/idempotency-key.js';
import { Act, type DraftAct } from './draft-act.js';
import { DraftConfirmationService } from './draft-confirmation.service.js';
import { DraftCreationService } from './draft-creation.service.js';
import { DraftEditingService } from './draft-editing.service.js';
import { RefusedDraftFilter } from './refused-draft.filter.js';

/** What people do to drafts. */
@Controller('api/drafts')
@Roles(...STAFF)
@UseFilters(RefusedDraftFilter)
export class DraftsController {
  constructor(
    private readonly creation: DraftCreationService,
    private readonly editing: DraftEditingService,
    private readonly confirmation: DraftConfirmationService,
  ) {}

  /** Queues a draft and answers at once; the same key and content answer with the same draft. */
  @Post()
  @HttpCode(202)
  create(
    @Body({ schema: createDraftSchema }) input: CreateDraft,
    @IdempotencyKey() idempotencyKey: string,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<DraftReceipt> {
    return this.creation.create(input, { actor, idempotencyKey, address });
  }

  @Patch(':id/sections/:sectionId')
  editSection(
    @Act() act: DraftAct,
    @Param('sectionId') sectionId: string,
    @Body({ schema: editSectionSchema }) edit: EditSection,
  ): Promise<DraftView> {
    return this.editing.editSection(act, sectionId, edit);
  }

  @Patch(':id/answers')
  editAnswers(@Act() act: DraftAct, @Body({ schema: editAnswersSchema }) edit: EditAnswers): Promise<DraftView> {
    return this.editing.editAnswers(act, edit);
  }

  @Post(':id/confirmations')
  @HttpCode(201)
  confirm(@Act() act: DraftAct, @Body({ schema: confirmDraftSchema }) input: ConfirmDraft): Promise<DraftView> {
    return this.confirmation.confirm(act, input);
  }
}
