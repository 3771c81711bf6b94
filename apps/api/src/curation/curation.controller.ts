import { Body, Controller, Get, HttpCode, Post, Put } from '@nestjs/common';
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
import type { AdminAct } from '../caps/caps.service.js';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { TemplateId } from '../http/template-id.js';
import { CurationService } from './curation.service.js';
import { DepartmentsService } from './departments.service.js';
import { TemplateChecks } from './template-checks.service.js';
import { VersionActsService } from './version-acts.service.js';
import { CurrentAct, Place, type VersionPlace } from './version-place.js';

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
  create(@Body({ schema: createTemplateSchema }) input: CreateTemplate, @CurrentAct() act: AdminAct): Promise<VersionView> {
    return this.curation.create(input, act);
  }

  @Post('templates/:id/versions')
  @Roles('curator')
  createVersion(
    @TemplateId() id: string,
    @Body({ schema: createVersionSchema }) input: CreateVersion,
    @CurrentAct() act: AdminAct,
  ): Promise<VersionView> {
    return this.curation.createVersion(id, input, act);
  }

  @Get('templates/:id/versions/:version')
  @Roles('curator', 'approver', 'admin', 'auditor')
  read(@Place() { id, version }: VersionPlace, @CurrentActor() actor: Actor): Promise<VersionView> {
    return this.curation.read(id, version, actor);
  }

  @Put('templates/:id/versions/:version')
  @Roles('curator')
  save(
    @Place() { id, version }: VersionPlace,
    @Body({ schema: saveVersionSchema }) input: SaveVersion,
    @CurrentAct() act: AdminAct,
  ): Promise<VersionView> {
    return this.curation.save(id, version, input, act);
  }

  @Post('templates/:id/versions/:version/acts')
  @HttpCode(200)
  @Roles('curator', 'approver', 'admin')
  act(
    @Place() { id, version }: VersionPlace,
    @Body({ schema: versionActRequestSchema }) input: VersionActRequest,
    @CurrentAct() act: AdminAct,
  ): Promise<VersionView> {
    return this.acts.act(id, version, input, act);
  }

  @Put('templates/:id/visibility')
  @Roles('curator')
  showTo(
    @TemplateId() id: string,
    @Body({ schema: visibilitySchema }) input: Visibility,
    @CurrentAct() act: AdminAct,
  ): Promise<CuratedTemplate> {
    return this.curation.showTo(id, input, act);
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
