import { Body, Controller, Get, Header, HttpCode, Ip, Post, Query, Res } from '@nestjs/common';
import {
  correctSchema,
  ledgerEntriesQuerySchema,
  liftHaltSchema,
  type Correct,
  type EstimatedCalls,
  type LedgerEntriesQuery,
  type LedgerState,
  type LiftHalt,
} from '@bunan/contracts';
import type { FastifyReply } from 'fastify';
import { CurrentActor, Roles, type Actor } from '../http/access.js';
import { sendPieces } from '../http/download.js';
import { ExportsService } from '../usage/exports.service.js';
import { LedgerService } from './ledger.service.js';

/** What administrators do about the books: prove them, correct estimates, let calls go on after a halt. */
@Controller('api/ledger')
export class LedgerController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly exports: ExportsService,
  ) {}

  /** How the last check went. */
  @Get('state')
  @Roles('admin', 'auditor')
  state(): Promise<LedgerState> {
    return this.ledger.state();
  }

  @Post('checks')
  @HttpCode(200)
  @Roles('admin', 'auditor')
  check(@CurrentActor() actor: Actor, @Ip() address: string): Promise<LedgerState> {
    return this.ledger.check({ actor, address });
  }

  @Post('halt/lift')
  @HttpCode(200)
  @Roles('admin')
  lift(@Body({ schema: liftHaltSchema }) input: LiftHalt, @CurrentActor() actor: Actor, @Ip() address: string): Promise<LedgerState> {
    return this.ledger.lift(input, { actor, address });
  }

  @Get('estimates')
  @Roles('admin', 'auditor')
  estimates(): Promise<EstimatedCalls> {
    return this.ledger.estimates();
  }

  /** Every entry of some days for Excel: up to a million lines, sent as they are read. */
  @Get('entries.csv')
  @Roles('admin', 'auditor')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="ledger.csv"')
  async entries(
    @Query({ schema: ledgerEntriesQuerySchema }) query: LedgerEntriesQuery,
    @CurrentActor() actor: Actor,
    @Ip() address: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPieces(reply, await this.exports.ledger(query, { actor, address }));
  }

  @Post('corrections')
  @HttpCode(200)
  @Roles('admin')
  correct(@Body({ schema: correctSchema }) input: Correct, @CurrentActor() actor: Actor, @Ip() address: string): Promise<EstimatedCalls> {
    return this.ledger.correct(input, { actor, address });
  }
}
