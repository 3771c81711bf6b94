import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { estimateDraftSchema, type EstimateDraft, type EstimateView } from '@bunan/contracts';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { EstimatesService } from './estimates.service.js';

@Controller('api/estimates')
@Roles(...STAFF)
export class EstimatesController {
  constructor(private readonly estimates: EstimatesService) {}

  /** What a run would cost and what would be sent; spends nothing and stores nothing. */
  @Post()
  @HttpCode(200)
  estimate(@Body({ schema: estimateDraftSchema }) input: EstimateDraft, @CurrentActor() actor: Actor): Promise<EstimateView> {
    return this.estimates.estimate(input, actor);
  }
}
