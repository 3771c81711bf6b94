import { Body, Controller, Get, HttpCode, Post, UseFilters } from '@nestjs/common';
import { resumeDraftSchema, type ContinuationView, type DraftView, type ResumeDraft } from '@bunan/contracts';
import { Roles, STAFF } from '../http/access.js';
import { Act, type DraftAct } from './draft-act.js';
import { DraftCancellationService } from './draft-cancellation.service.js';
import { DraftContinuationService } from './draft-continuation.service.js';
import { DraftResumptionService } from './draft-resumption.service.js';
import { RefusedDraftFilter } from './refused-draft.filter.js';

/** Stops the writing of a draft, takes it up again where a cap had stopped it, and continues what was cut. */
@Controller('api/drafts')
@Roles(...STAFF)
@UseFilters(RefusedDraftFilter)
export class DraftWritingController {
  constructor(
    private readonly cancellation: DraftCancellationService,
    private readonly resumption: DraftResumptionService,
    private readonly continuation: DraftContinuationService,
  ) {}

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Act() act: DraftAct): Promise<DraftView> {
    return this.cancellation.cancel(act);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Act() act: DraftAct, @Body({ schema: resumeDraftSchema }) wish: ResumeDraft): Promise<DraftView> {
    return this.resumption.resume(act, wish);
  }

  /** What it would cost to have a cut text continued. */
  @Get(':id/continuation')
  continuationPrice(@Act() act: DraftAct): Promise<ContinuationView> {
    return this.continuation.price(act);
  }

  /** Has a cut text continued; answers at once. */
  @Post(':id/continuation')
  @HttpCode(202)
  startContinuation(@Act() act: DraftAct): Promise<DraftView> {
    return this.continuation.start(act);
  }
}
