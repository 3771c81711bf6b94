import { Controller, Get, Inject, Param } from '@nestjs/common';
import type { TemplateSummary, TemplateView } from '@bunan/contracts';
import { TemplateLibrary } from '@bunan/drafts';
import { templateSummary, templateView } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { POLICIES } from '../drafts/policies.token.js';
import { Roles, STAFF } from '../http/access.js';

@Controller('api/templates')
@Roles(...STAFF, 'auditor')
export class TemplatesController {
  constructor(
    private readonly library: TemplateLibrary,
    @Inject(POLICIES) private readonly policies: PrintPolicies,
  ) {}

  /** The published templates, each with its sample document for the miniature. */
  @Get()
  async list(): Promise<TemplateSummary[]> {
    const published = await this.library.all();
    return published.map(({ template, version }) => templateSummary(template, version, this.policies));
  }

  /** Everything that a form needs. */
  @Get(':id')
  async read(@Param('id') id: string): Promise<TemplateView> {
    const { template, version } = await this.library.newest(id);
    return templateView(template, version, this.policies);
  }
}
