import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  noticePageQuerySchema,
  seenNoticesSchema,
  type NoticePage,
  type NoticePageQuery,
  type SeenNotices,
  type UnseenNotices,
} from '@bunan/contracts';
import { CurrentActor, Roles, STAFF, type Actor } from '../http/access.js';
import { NoticesService } from './notices.service.js';

/** What people are told about caps and the ledger. */
@Controller('api/notices')
@Roles(...STAFF, 'auditor')
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  /** The own caps; for a head those of the department and its people, for an administrator everything. */
  @Get()
  page(@Query({ schema: noticePageQuerySchema }) { before }: NoticePageQuery, @CurrentActor() actor: Actor): Promise<NoticePage> {
    return this.notices.page(actor, before ?? null);
  }

  @Post('seen')
  @HttpCode(200)
  markSeen(@Body({ schema: seenNoticesSchema }) { upTo }: SeenNotices, @CurrentActor() actor: Actor): Promise<UnseenNotices> {
    return this.notices.markSeen(actor, upTo);
  }
}
