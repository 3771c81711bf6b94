import { Body, Controller, Get, HttpCode, Ip, Param, ParseIntPipe, Post, Query, Res } from '@nestjs/common';
import {
  changesQuerySchema,
  compareTemplatesSchema,
  importTemplateSchema,
  type ChangesQuery,
  type CompareTemplates,
  type ImportReport,
  type ImportTemplate,
  type TemplateChange,
  type TrialView,
} from '@bunan/contracts';
import { templateChanges } from '@bunan/template-engine';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { exchangeFileName, ExchangeService } from './exchange.service.js';
import { TrialsService } from './trials.service.js';

/** Versions compared, carried to and from other cities, and tried on the model. */
@Controller('api/curation')
export class ExchangeController {
  constructor(
    private readonly exchange: ExchangeService,
    private readonly trials: TrialsService,
  ) {}

  @Get('templates/:id/versions/:version/changes')
  @Roles('curator', 'approver', 'admin', 'auditor')
  changes(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Query({ schema: changesQuerySchema }) { since }: ChangesQuery,
  ): Promise<TemplateChange[]> {
    return this.exchange.changes(id, version, since);
  }

  /** Differences of two contents, also ones that are not saved. */
  @Post('comparisons')
  @HttpCode(200)
  @Roles('curator', 'approver', 'admin')
  compare(@Body({ schema: compareTemplatesSchema }) { before, after }: CompareTemplates): TemplateChange[] {
    return templateChanges(before, after);
  }

  @Get('templates/:id/versions/:version/file')
  @Roles('curator', 'approver', 'admin', 'auditor')
  async file(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const name = exchangeFileName(id, version);
    const file = await this.exchange.file(id, version);
    void reply.header('content-type', 'application/json; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
    return file;
  }

  @Post('imports')
  @HttpCode(200)
  @Roles('curator')
  import(
    @Body({ schema: importTemplateSchema }) input: ImportTemplate,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<ImportReport> {
    return this.exchange.import(input, { actor, address });
  }

  @Get('templates/:id/versions/:version/trials/:testId')
  @Roles('curator', 'approver')
  trial(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Param('testId') testId: string,
    @CurrentActor() actor: Actor,
  ): Promise<TrialView> {
    return this.trials.read(id, version, testId, actor);
  }

  @Post('templates/:id/versions/:version/trials/:testId')
  @HttpCode(200)
  @Roles('curator', 'approver')
  runTrial(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Param('testId') testId: string,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<TrialView> {
    return this.trials.run(id, version, testId, { actor, address });
  }
}
