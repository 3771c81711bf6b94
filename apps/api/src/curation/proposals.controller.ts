import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { ProposalsView } from '@bunan/contracts';
import { MAX_FILE_BYTES, proposeTemplate, readDocx, unreadable } from '@bunan/intake';
import type { FastifyRequest } from 'fastify';
import { Roles } from '../http/access.js';
import { readUpload } from '../http/upload.js';

/** What a template made from an old document could have. */
@Controller('api/curation/proposals')
@Roles('curator')
export class ProposalsController {
  /** Reads a Word file by rules; nothing is stored, and no model is asked. */
  @Post()
  @HttpCode(200)
  async propose(@Req() request: FastifyRequest): Promise<ProposalsView> {
    const tooLarge = () => unreadable('too-large', 'more bytes than a file may have');
    return proposeTemplate(readDocx(await readUpload(request, { maxBytes: MAX_FILE_BYTES, tooLarge })));
  }
}
