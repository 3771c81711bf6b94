import { Controller, Get } from '@nestjs/common';
import type { UsageView } from '@bunan/contracts';
import { QuotaLedger } from '@bunan/quota';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';

@Controller('api/usage')
@Roles(...STAFF, 'auditor')
export class UsageController {
  constructor(private readonly ledger: QuotaLedger) {}

  /** What is left of the contract, the department and the person. */
  @Get()
  read(@CurrentActor() actor: Actor): Promise<UsageView> {
    return this.ledger.usage(actor);
  }
}
