import { Controller, Get, Param, Res, UseFilters } from '@nestjs/common';
import { contentDisposition } from '@bunan/word';
import type { FastifyReply } from 'fastify';
import { Act, type DraftAct } from '../drafts/draft-act.js';
import { RefusedDraftFilter } from '../drafts/refused-draft.filter.js';
import { Roles, STAFF } from '../http/access.js';
import { OCTETS } from '../openapi/route-description.js';
import { DraftFiles } from './draft-files.service.js';

/** The files of a draft, for those who may read it. */
@Controller('api/drafts')
@Roles(...STAFF)
@UseFilters(RefusedDraftFilter)
export class DraftFilesController {
  constructor(private readonly files: DraftFiles) {}

  /** Only ever saved, never shown: a browser gets no type by which it could open the file in our name. */
  @Get(':id/files/:fileId')
  async fetch(@Act() act: DraftAct, @Param('fileId') fileId: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { name, content } = await this.files.fetch(act, fileId);
    void reply.type(OCTETS).header('content-disposition', contentDisposition(name));
    return content;
  }
}
