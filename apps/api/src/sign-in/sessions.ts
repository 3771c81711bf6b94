import { hash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { SESSION_ENDED } from '@bunan/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../http/access.js';
import { CONFIG } from '../http/config.token.js';
import { SELECT_SESSION, type SessionRow } from './session-row.js';

/** `__Host-`: Secure, this host only, path / (RFC 6265bis). Browsers treat a loopback address as secure. */
export const SESSION_COOKIE = '__Host-bunan';

function keyOf(cookie: string): Buffer {
  return hash('sha256', cookie, 'buffer');
}

/** Server-side sessions: the cookie holds 256 random bits, the database only their hash. */
@Injectable()
export class Sessions {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The person behind the cookie, or null: no cookie, expired, idle for too long, or the person was disabled. */
  async find(request: FastifyRequest): Promise<Actor | null> {
    const cookie = request.cookies[SESSION_COOKIE];
    if (cookie?.length !== 43) {
      return null;
    }
    const sessionKey = keyOf(cookie);
    const [row] = await this.dataSource.query<SessionRow[]>(SELECT_SESSION, [sessionKey, this.config.session.idleMs / 1_000]);
    if (row === undefined) {
      return null;
    }
    if (row.isStale) {
      await this.dataSource.query('UPDATE session SET last_seen_at = now() WHERE id_hash = $1', [sessionKey]);
    }
    return { ...row, sessionKey };
  }

  /** Whether a session that was found before can still be used; true also while the database cannot be asked. */
  async isAlive(sessionKey: Buffer): Promise<boolean> {
    try {
      const rows = await this.dataSource.query<unknown[]>(
        `SELECT FROM session s JOIN person p ON p.id = s.person_id
          WHERE s.id_hash = $1 AND s.expires_at > now() AND p.disabled_at IS NULL`,
        [sessionKey],
      );
      return rows.length > 0;
    } catch {
      return true;
    }
  }

  /** Opens a new session and sets its cookie; an id from before the sign-in is never taken over. */
  async open(manager: EntityManager, personId: string, reply: FastifyReply): Promise<{ csrfToken: string; expiresAt: Date }> {
    const cookie = randomBytes(32).toString('base64url');
    const csrfToken = randomBytes(32).toString('base64url');
    const [row] = await manager.query<{ expiresAt: Date }[]>(
      `INSERT INTO session (id_hash, person_id, csrf_token, expires_at)
       VALUES ($1, $2, $3, now() + make_interval(secs => $4)) RETURNING expires_at AS "expiresAt"`,
      [keyOf(cookie), personId, csrfToken, this.config.session.absoluteMs / 1_000],
    );
    if (row === undefined) {
      throw new Error('INSERT … RETURNING gave no row');
    }
    void reply.setCookie(SESSION_COOKIE, cookie, { path: '/', httpOnly: true, secure: true, sameSite: 'strict' });
    return { csrfToken, expiresAt: row.expiresAt };
  }

  /** Ends the session that this cookie stands for, if there is one, tells its open streams, and forgets the cookie. */
  async close(manager: EntityManager, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const cookie = request.cookies[SESSION_COOKIE];
    if (cookie !== undefined) {
      await manager.query(
        `WITH ended AS (DELETE FROM session WHERE id_hash = $1 RETURNING id_hash)
         SELECT pg_notify('${SESSION_ENDED}', encode(id_hash, 'hex')) FROM ended`,
        [keyOf(cookie)],
      );
    }
    void reply.clearCookie(SESSION_COOKIE, { path: '/', httpOnly: true, secure: true, sameSite: 'strict' });
  }
}
