import { Body, Controller, Get, Ip, Post } from '@nestjs/common';
import { openPeriodSchema, type ContractPeriods, type OpenPeriod } from '@bunan/contracts';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { PeriodsService } from './periods.service.js';

/** The contract periods: administrators open the next one before it begins. */
@Controller('api/periods')
export class PeriodsController {
  constructor(private readonly periods: PeriodsService) {}

  @Get()
  @Roles('admin', 'auditor')
  list(): Promise<ContractPeriods> {
    return this.periods.list();
  }

  @Post()
  @Roles('admin')
  open(
    @Body({ schema: openPeriodSchema }) period: OpenPeriod,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<ContractPeriods> {
    return this.periods.open(period, { actor, address });
  }
}
