import { Controller, Get, Req, Res } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../http/access.js';

/** Paths that belong to programs: an unknown one is an error there, not a page. */
const NO_PAGE = /^\/(api|health)(\/|$|\?)/;

/** Answers every other path with the web application, which knows its own pages. */
@Controller()
@Public()
export class WebController {
  @Get('*')
  async page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const isFile = /\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '');
    if (NO_PAGE.test(request.url) || isFile || !('sendFile' in reply)) {
      throw new DomainError('not-found', 'no such route');
    }
    await reply.header('cache-control', 'no-cache').sendFile('index.html');
  }
}
