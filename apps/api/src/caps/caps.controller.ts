import { Body, Controller, Get, HttpCode, Ip, Param, Post, Put } from '@nestjs/common';
import {
  reallocateSchema,
  setContractCapSchema,
  setDepartmentCapSchema,
  setPersonCapSchema,
  type CapsView,
  type DepartmentPeopleView,
  type Reallocate,
  type SetContractCap,
  type SetDepartmentCap,
  type SetPersonCap,
} from '@bunan/contracts';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { CapsService } from './caps.service.js';

/** The caps of contract, departments and people: administrators set all of them, a head those of the own people. */
@Controller('api/caps')
export class CapsController {
  constructor(private readonly caps: CapsService) {}

  @Get()
  @Roles('admin', 'auditor', 'head')
  read(@CurrentActor() actor: Actor): Promise<CapsView> {
    return this.caps.read(actor);
  }

  @Get('departments/:id')
  @Roles('admin', 'auditor', 'head')
  readDepartment(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<DepartmentPeopleView> {
    return this.caps.readDepartment(id, actor);
  }

  @Put('contract')
  @Roles('admin')
  setContract(
    @Body({ schema: setContractCapSchema }) input: SetContractCap,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<CapsView> {
    return this.caps.setContract(input, { actor, address });
  }

  @Put('departments/:id')
  @Roles('admin')
  setDepartment(
    @Param('id') id: string,
    @Body({ schema: setDepartmentCapSchema }) input: SetDepartmentCap,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<CapsView> {
    return this.caps.setDepartment(id, input, { actor, address });
  }

  @Put('departments/:id/person-rule')
  @Roles('admin', 'head')
  setPersonRule(
    @Param('id') id: string,
    @Body({ schema: setPersonCapSchema }) input: SetPersonCap,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<DepartmentPeopleView> {
    return this.caps.setPersonRule(id, input, { actor, address });
  }

  @Put('people/:id')
  @Roles('admin', 'head')
  setPerson(
    @Param('id') id: string,
    @Body({ schema: setPersonCapSchema }) input: SetPersonCap,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<DepartmentPeopleView> {
    return this.caps.setPerson(id, input, { actor, address });
  }

  @Post('reallocations')
  @HttpCode(200)
  @Roles('admin')
  reallocate(
    @Body({ schema: reallocateSchema }) input: Reallocate,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
  ): Promise<CapsView> {
    return this.caps.reallocate(input, { actor, address });
  }
}
