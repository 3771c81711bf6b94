import { Controller, Get } from '@nestjs/common';
import { Public } from '../http/access.js';
import { openApiDocument } from './openapi.js';

@Controller('api/openapi.json')
@Public()
export class OpenApiController {
  private readonly document = openApiDocument();

  /** The description of every route, for programs that use the API. */
  @Get()
  read(): object {
    return this.document;
  }
}
