import { Controller, Get, Query } from '@nestjs/common';
import { lookupQuerySchema, type DepartmentSuggestion, type LookupQuery, type PersonSuggestion } from '@bunan/contracts';
import { Roles, STAFF } from '../http/access.js';
import { LookupsService } from './lookups.service.js';

/** Names for suggestions while somebody types. */
@Controller('api/lookups')
@Roles(...STAFF)
export class LookupsController {
  constructor(private readonly lookups: LookupsService) {}

  @Get('people')
  people(@Query({ schema: lookupQuerySchema }) { text }: LookupQuery): Promise<PersonSuggestion[]> {
    return this.lookups.people(text);
  }

  @Get('departments')
  departments(@Query({ schema: lookupQuerySchema }) { text }: LookupQuery): Promise<DepartmentSuggestion[]> {
    return this.lookups.departments(text);
  }
}
