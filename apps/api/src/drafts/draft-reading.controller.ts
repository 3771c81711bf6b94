import { Controller, Get, Headers, Query, Res, UseFilters } from '@nestjs/common';
import {
  draftPageQuerySchema,
  exportQuerySchema,
  type DraftPage,
  type DraftPageQuery,
  type DraftView,
  type ExportQuery,
} from '@bunan/contracts';
import { contentDisposition } from '@bunan/word';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { Act, type DraftAct } from './draft-act.js';
import { DraftExportService } from './draft-export.service.js';
import { DraftReader } from './draft-reader.js';
import { DraftStreams } from './draft-streams.js';
import { RefusedDraftFilter } from './refused-draft.filter.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What people see of drafts: the list, one draft, its live events, its Word file. */
@Controller('api/drafts')
@Roles(...STAFF)
@UseFilters(RefusedDraftFilter)
export class DraftReadingController {
  constructor(
    private readonly reader: DraftReader,
    private readonly streams: DraftStreams,
    private readonly exports: DraftExportService,
  ) {}

  /** The drafts of the person's own department, newest first. */
  @Get()
  list(@Query({ schema: draftPageQuerySchema }) { before }: DraftPageQuery, @CurrentActor() actor: Actor): Promise<DraftPage> {
    return this.reader.list(actor.departmentId, before);
  }

  @Get(':id')
  read(@Act() act: DraftAct): Promise<DraftView> {
    return this.reader.view(act.id, act.actor.departmentId);
  }

  /** Server-sent events: each state newer than `Last-Event-ID`, a heartbeat each second. */
  @Get(':id/events')
  follow(@Act() act: DraftAct, @Headers('last-event-id') lastEventId: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    return this.streams.open(act, lastEventId, reply);
  }

  /** The Word file, under its Japanese name (RFC 6266, RFC 8187). */
  @Get(':id/docx')
  async export(
    @Act() act: DraftAct,
    @Query({ schema: exportQuerySchema }) { status }: ExportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const file = await this.exports.export(act, status);
    void reply.type(DOCX).header('content-disposition', contentDisposition(file.name));
    return file.data;
  }
}
