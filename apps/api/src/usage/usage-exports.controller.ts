import { Controller, Get, Header, Ip, Query, Res } from '@nestjs/common';
import { monthlyReportQuerySchema, usageReportQuerySchema, type MonthlyReportQuery, type UsageReportQuery } from '@bunan/contracts';
import { contentDisposition } from '@bunan/word';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { sendPieces } from '../http/download.js';
import { MonthlyReportService } from '../monthly-report/monthly-report.service.js';
import { DOCX } from '../openapi/route-description.js';
import { ExportsService } from './exports.service.js';

/** What was used as files. */
@Controller('api/usage')
@Roles('admin', 'auditor')
export class UsageExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly monthly: MonthlyReportService,
  ) {}

  /** A report for Excel. */
  @Get('report.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="usage.csv"')
  async csv(
    @Query({ schema: usageReportQuerySchema }) query: UsageReportQuery,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPieces(reply, await this.exports.usage(query, { actor, address }));
  }

  /** The report of a month in Word, under its Japanese name (RFC 6266, RFC 8187). */
  @Get('report.docx')
  async docx(
    @Query({ schema: monthlyReportQuerySchema }) query: MonthlyReportQuery,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const { name, data } = await this.monthly.make(query, { actor, address });
    void reply.type(DOCX).header('content-disposition', contentDisposition(name));
    return data;
  }
}
