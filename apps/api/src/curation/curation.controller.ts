import { Body, Controller, Get, HttpCode, Ip, Param, ParseIntPipe, Post, Put } from '@nestjs/common';
import {
  checkTemplateSchema,
  createTemplateSchema,
  createVersionSchema,
  saveVersionSchema,
  versionActRequestSchema,
  visibilitySchema,
  type CheckTemplate,
  type CreateTemplate,
  type CreateVersion,
  type CuratedTemplate,
  type DepartmentView,
  type SaveVersion,
  type TemplateCheck,
  type VersionActRequest,
  type VersionView,
  type Visibility,
} from '@bunan/contracts';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { CurationService } from './curation.service.js';
import { DepartmentsService } from './departments.service.js';
import { TemplateChecks } from './template-checks.service.js';
import { VersionActsService } from './version-acts.service.js';

/** Templates on their way to the clerks: written by curators, approved by others. */
@Controller('api/curation')
export class CurationController {
  constructor(
    private readonly curation: CurationService,
    private readonly acts: VersionActsService,
    private readonly checks: TemplateChecks,
    private readonly allDepartments: DepartmentsService,
  ) {}

  @Get('templates')
  @Roles('curator', 'approver', 'admin', 'auditor')
  list(): Promise<CuratedTemplate[]> {
    return this.curation.list();
  }

  @Post('templates')
  @Roles('curator')
  create(
    @Body({ schema: createTemplateSchema }) input: CreateTemplate,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<VersionView> {
    return this.curation.create(input, { actor, address });
  }

  @Post('templates/:id/versions')
  @Roles('curator')
  createVersion(
    @Param('id') id: string,
    @Body({ schema: createVersionSchema }) input: CreateVersion,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<VersionView> {
    return this.curation.createVersion(id, input, { actor, address });
  }

  @Get('templates/:id/versions/:version')
  @Roles('curator', 'approver', 'admin', 'auditor')
  read(@Param('id') id: string, @Param('version', ParseIntPipe) version: number, @CurrentActor() actor: Actor): Promise<VersionView> {
    return this.curation.read(id, version, actor);
  }

  @Put('templates/:id/versions/:version')
  @Roles('curator')
  save(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Body({ schema: saveVersionSchema }) input: SaveVersion,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<VersionView> {
    return this.curation.save(id, version, input, { actor, address });
  }

  @Post('templates/:id/versions/:version/acts')
  @HttpCode(200)
  @Roles('curator', 'approver', 'admin')
  act(
    @Param('id') id: string,
    @Param('version', ParseIntPipe) version: number,
    @Body({ schema: versionActRequestSchema }) input: VersionActRequest,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<VersionView> {
    return this.acts.act(id, version, input, { actor, address });
  }

  @Put('templates/:id/visibility')
  @Roles('curator')
  showTo(
    @Param('id') id: string,
    @Body({ schema: visibilitySchema }) input: Visibility,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<CuratedTemplate> {
    return this.curation.showTo(id, input, { actor, address });
  }

  /** Departments that a template can be shown to. */
  @Get('departments')
  @Roles('curator')
  departments(): Promise<DepartmentView[]> {
    return this.allDepartments.list();
  }

  @Post('checks')
  @HttpCode(200)
  @Roles('curator', 'approver', 'admin')
  check(@Body({ schema: checkTemplateSchema }) { content }: CheckTemplate): Promise<TemplateCheck> {
    return this.checks.check(content);
  }
}
