import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Sessions } from '../sign-in/sessions.js';
import type { DraftAct } from './draft-act.js';
import { DraftReader } from './draft-reader.js';
import { EventStream } from './event-stream.js';
import { LiveDrafts } from './live-drafts.js';

/** How often an open stream asks whether its session still lives, ms. */
const SESSION_CHECK_MS = 15_000;

/** The open event streams of this process. A stream ends with its session. */
@Injectable()
export class DraftStreams implements BeforeApplicationShutdown {
  private readonly open_ = new Set<EventStream>();

  constructor(
    private readonly live: LiveDrafts,
    private readonly reader: DraftReader,
    private readonly sessions: Sessions,
  ) {}

  beforeApplicationShutdown(): void {
    for (const stream of this.open_) {
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
    this.open_.add(stream);
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
