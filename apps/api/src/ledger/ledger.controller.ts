import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { correctSchema, liftHaltSchema, type Correct, type EstimatedCalls, type LedgerState, type LiftHalt } from '@bunan/contracts';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { LedgerService } from './ledger.service.js';

/** What administrators do about the books: prove them, correct estimates, let calls go on after a halt. */
@Controller('api/ledger')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  /** How the last check went. */
  @Get('state')
  @Roles('admin', 'auditor')
  state(): Promise<LedgerState> {
    return this.ledger.state();
  }

  @Post('checks')
  @HttpCode(200)
  @Roles('admin', 'auditor')
  check(@CurrentActor() actor: Actor, @Ip() address: string): Promise<LedgerState> {
    return this.ledger.check({ actor, address });
  }

  @Post('halt/lift')
  @HttpCode(200)
  @Roles('admin')
  lift(@Body({ schema: liftHaltSchema }) input: LiftHalt, @CurrentActor() actor: Actor, @Ip() address: string): Promise<LedgerState> {
    return this.ledger.lift(input, { actor, address });
  }

  @Get('estimates')
  @Roles('admin', 'auditor')
  estimates(): Promise<EstimatedCalls> {
    return this.ledger.estimates();
  }

  @Post('corrections')
  @HttpCode(200)
  @Roles('admin')
  correct(@Body({ schema: correctSchema }) input: Correct, @CurrentActor() actor: Actor, @Ip() address: string): Promise<EstimatedCalls> {
    return this.ledger.correct(input, { actor, address });
  }
}
