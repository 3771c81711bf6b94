import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { savedInputSchema, type SavedInput, type SavedInputView, type TemplateSummary, type TemplateView } from '@bunan/contracts';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { SavedInputsService } from './saved-inputs.service.js';
import { TemplatesService } from './templates.service.js';

@Controller('api/templates')
@Roles(...STAFF)
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly inputs: SavedInputsService,
  ) {}

  /** The published templates, each with its sample document for the miniature. */
  @Get()
  @Roles(...STAFF, 'auditor')
  list(@CurrentActor() actor: Actor): Promise<TemplateSummary[]> {
    return this.templates.list(actor);
  }

  /** Everything that a form needs. */
  @Get(':id')
  @Roles(...STAFF, 'auditor')
  read(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<TemplateView> {
    return this.templates.read(id, actor);
  }

  /** What the person had typed into this form before; `answers: null` when there is nothing. */
  @Get(':id/input')
  readInput(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<SavedInputView> {
    return this.inputs.read(id, actor);
  }

  /** Keeps what the person has typed so far, complete or not, for this person only. */
  @Put(':id/input')
  saveInput(
    @Param('id') id: string,
    @Body({ schema: savedInputSchema }) input: SavedInput,
    @CurrentActor() actor: Actor,
  ): Promise<SavedInputView> {
    return this.inputs.save(id, input, actor);
  }

  @Delete(':id/input')
  @HttpCode(204)
  forgetInput(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.inputs.forget(id, actor);
  }
}
