import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DatabaseListener, SESSION_ENDED } from '@bunan/database';
import type { FastifyReply } from 'fastify';
import { Sessions } from '../sign-in/sessions.js';
import type { DraftAct } from './draft-act.js';
import { DraftReader } from './draft-reader.js';
import { EventStream } from './event-stream.js';
import { LiveDrafts } from './live-drafts.js';

/** How often an open stream asks whether its session still lives, ms; a sign-out is told at once. */
const SESSION_CHECK_MS = 15_000;

/** The open event streams of this process. A stream ends with its session. */
@Injectable()
export class DraftStreams implements OnModuleInit, BeforeApplicationShutdown {
  /** Open streams, each with the key of its session, hexadecimal. */
  private readonly open_ = new Map<EventStream, string>();

  constructor(
    private readonly live: LiveDrafts,
    private readonly reader: DraftReader,
    private readonly sessions: Sessions,
    private readonly listener: DatabaseListener,
  ) {}

  onModuleInit(): void {
    this.listener.listen(SESSION_ENDED, (ended) => {
      for (const [stream, sessionKey] of this.open_) {
        if (sessionKey === ended) {
          stream.end();
        }
      }
    });
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.open_.keys()) {
      stream.end();
    }
  }

  /**
   * Answers with a stream of the draft's states, beginning after `lastEventId`.
   *
   * @throws {DomainError} `not-found`, before the stream begins
   */
  async open(act: DraftAct, lastEventId: string | undefined, reply: FastifyReply): Promise<void> {
    const { row } = await this.reader.load(act.id, act.actor.departmentId);
    const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1;
    const stream = new EventStream(reply, () => {
      stopFollowing();
      clearInterval(sessionCheck);
      this.open_.delete(stream);
    });
    this.open_.set(stream, act.actor.sessionKey.toString('hex'));
    const stopFollowing = this.live.watch({ id: row.id, departmentId: act.actor.departmentId, seen }, (view) => {
      stream.send(view);
    });
    const sessionCheck = setInterval(() => {
      void this.sessions.isAlive(act.actor.sessionKey).then((isAlive) => {
        if (!isAlive) {
          stream.end();
        }
      });
    }, SESSION_CHECK_MS);
  }
}
