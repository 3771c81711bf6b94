import { Body, Controller, Delete, Get, HttpCode, Put, Query } from '@nestjs/common';
import {
  savedInputSchema,
  templateQuerySchema,
  type SavedInput,
  type SavedInputView,
  type TemplateQuery,
  type TemplateSummary,
  type TemplateView,
} from '@bunan/contracts';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { TemplateId } from '../http/template-id.js';
import { FavouritesService } from './favourites.service.js';
import { SavedInputsService } from './saved-inputs.service.js';
import { TemplatesService } from './templates.service.js';

@Controller('api/templates')
@Roles(...STAFF)
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    private readonly inputs: SavedInputsService,
    private readonly favourites: FavouritesService,
  ) {}

  /** The published templates, or those with all the words of `text`, the best first. */
  @Get()
  @Roles(...STAFF, 'auditor')
  list(@Query({ schema: templateQuerySchema }) { text }: TemplateQuery, @CurrentActor() actor: Actor): Promise<TemplateSummary[]> {
    return this.templates.list(actor, text ?? '');
  }

  /** Everything that a form needs. */
  @Get(':id')
  @Roles(...STAFF, 'auditor')
  read(@TemplateId() id: string, @CurrentActor() actor: Actor): Promise<TemplateView> {
    return this.templates.read(id, actor);
  }

  /** Marks the template for this person. */
  @Put(':id/favourite')
  @HttpCode(204)
  addFavourite(@TemplateId() id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.favourites.add(id, actor);
  }

  @Delete(':id/favourite')
  @HttpCode(204)
  removeFavourite(@TemplateId() id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.favourites.remove(id, actor);
  }

  /** What the person had typed into this form before; `answers: null` when there is nothing. */
  @Get(':id/input')
  readInput(@TemplateId() id: string, @CurrentActor() actor: Actor): Promise<SavedInputView> {
    return this.inputs.read(id, actor);
  }

  /** Keeps what the person has typed so far, complete or not, for this person only. */
  @Put(':id/input')
  saveInput(
    @TemplateId() id: string,
    @Body({ schema: savedInputSchema }) input: SavedInput,
    @CurrentActor() actor: Actor,
  ): Promise<SavedInputView> {
    return this.inputs.save(id, input, actor);
  }

  @Delete(':id/input')
  @HttpCode(204)
  forgetInput(@TemplateId() id: string, @CurrentActor() actor: Actor): Promise<void> {
    return this.inputs.forget(id, actor);
  }
}
