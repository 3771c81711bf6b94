import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  usageReportQuerySchema,
  whatIfQuerySchema,
  type UsageHistory,
  type UsageOutlook,
  type UsageReport,
  type UsageReportQuery,
  type UsageView,
  type WhatIfQuery,
  type WhatIfView,
} from '@bunan/contracts';
import { QuotaLedger, usageHistory } from '@bunan/quota';
import { DataSource } from 'typeorm';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { ReportsService } from './reports.service.js';

/** What is left, what was used, what will be. */
@Controller('api/usage')
export class UsageController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: QuotaLedger,
    private readonly reports: ReportsService,
  ) {}

  /** What is left of the contract, the department and the person. */
  @Get()
  @Roles(...STAFF, 'auditor')
  read(@CurrentActor() actor: Actor): Promise<UsageView> {
    return this.ledger.usage(actor);
  }

  @Get('history')
  @Roles(...STAFF, 'auditor')
  history(@CurrentActor() actor: Actor): Promise<UsageHistory> {
    return usageHistory(this.dataSource.manager, actor);
  }

  @Get('outlook')
  @Roles('admin', 'auditor')
  outlook(): Promise<UsageOutlook> {
    return this.reports.outlook();
  }

  @Get('report')
  @Roles('admin', 'auditor')
  report(@Query({ schema: usageReportQuerySchema }) query: UsageReportQuery): Promise<UsageReport> {
    return this.reports.report(query);
  }

  @Post('what-if')
  @HttpCode(200)
  @Roles('admin', 'auditor')
  whatIf(@Body({ schema: whatIfQuerySchema }) query: WhatIfQuery): Promise<WhatIfView> {
    return this.reports.whatIf(query);
  }
}
