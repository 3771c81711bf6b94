import { Controller, Delete, HttpCode, Ip, Param, Post, Req } from '@nestjs/common';
import type { AttachedFile } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { UploadsService } from './uploads.service.js';

/** Files that are to go with a draft, before there is one. */
@Controller('api/files')
@Roles(...STAFF)
export class FilesController {
  constructor(private readonly uploads: UploadsService) {}

  /** The body is the file itself; its name stands in a header, because addresses are logged. */
  @Post()
  @HttpCode(201)
  add(@Req() request: FastifyRequest): Promise<AttachedFile> {
    return this.uploads.add(request);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentActor() actor: Actor, @Ip() address: string): Promise<void> {
    return this.uploads.remove(id, actor, address);
  }
}
