import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  changesQuerySchema,
  compareTemplatesSchema,
  importTemplateSchema,
  type ChangesQuery,
  type CompareTemplates,
  type ImportReport,
  type ImportTemplate,
  type TemplateChange,
  type TrialRunView,
  type TrialView,
} from '@bunan/contracts';
import type { FastifyReply } from 'fastify';
import type { AdminAct } from '../caps/caps.service.js';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { exchangeFileName, ExchangeService } from './exchange.service.js';
import { TrialsService } from './trials.service.js';
import { CurrentAct, Place, type VersionPlace } from './version-place.js';

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
    @Place() { id, version }: VersionPlace,
    @Query({ schema: changesQuerySchema }) { since }: ChangesQuery,
  ): Promise<TemplateChange[]> {
    return this.exchange.changes(id, version, since);
  }

  /** Differences of two contents, also ones that are not saved. */
  @Post('comparisons')
  @HttpCode(200)
  @Roles('curator', 'approver', 'admin')
  compare(@Body({ schema: compareTemplatesSchema }) { before, after }: CompareTemplates): TemplateChange[] {
    return this.exchange.compare(before, after);
  }

  @Get('templates/:id/versions/:version/file')
  @Roles('curator', 'approver', 'admin', 'auditor')
  async file(@Place() place: VersionPlace, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const name = exchangeFileName(place);
    const file = await this.exchange.file(place.id, place.version);
    void reply.header('content-type', 'application/json; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`);
    return file;
  }

  @Post('imports')
  @HttpCode(200)
  @Roles('curator')
  import(@Body({ schema: importTemplateSchema }) input: ImportTemplate, @CurrentAct() act: AdminAct): Promise<ImportReport> {
    return this.exchange.import(input, act);
  }

  @Get('templates/:id/versions/:version/trials')
  @Roles('curator', 'approver')
  trialRuns(@Place() place: VersionPlace, @CurrentActor() actor: Actor): Promise<TrialRunView[]> {
    return this.trials.list(place, actor);
  }

  @Get('templates/:id/versions/:version/trials/:testId')
  @Roles('curator', 'approver')
  trial(@Place() place: VersionPlace, @Param('testId') testId: string, @CurrentActor() actor: Actor): Promise<TrialView> {
    return this.trials.read(place, testId, actor);
  }

  @Post('templates/:id/versions/:version/trials/:testId')
  @HttpCode(200)
  @Roles('curator', 'approver')
  runTrial(@Place() place: VersionPlace, @Param('testId') testId: string, @CurrentAct() act: AdminAct): Promise<TrialView> {
    return this.trials.run(place, testId, act);
  }
}
