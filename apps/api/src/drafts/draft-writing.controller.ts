import { Controller, HttpCode, Post, UseFilters } from '@nestjs/common';
import type { DraftView } from '@bunan/contracts';
import { Roles, STAFF } from '../http/access.js';
import { Act, type DraftAct } from './draft-act.js';
import { DraftCancellationService } from './draft-cancellation.service.js';
import { DraftResumptionService } from './draft-resumption.service.js';
import { RefusedDraftFilter } from './refused-draft.filter.js';

/** Stops the writing of a draft, and takes it up again where a cap had stopped it. */
@Controller('api/drafts')
@Roles(...STAFF)
@UseFilters(RefusedDraftFilter)
export class DraftWritingController {
  constructor(
    private readonly cancellation: DraftCancellationService,
    private readonly resumption: DraftResumptionService,
  ) {}

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Act() act: DraftAct): Promise<DraftView> {
    return this.cancellation.cancel(act);
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Act() act: DraftAct): Promise<DraftView> {
    return this.resumption.resume(act);
  }
}
