import { hash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { PreparingClient } from '@bunan/database';
import { Pool } from 'pg';
import { SELECT_DRAFT } from '../../../apps/api/src/drafts/draft-row.js';
import { SELECT_SESSION } from '../../../apps/api/src/sign-in/session-row.js';
import type { BareOrder } from './order.js';

/** Connections of the API's pool, and the API's idle time of a session, s. */
const POOL_SIZE = 10;
const IDLE_SECONDS = 3_600;

/** Asks what the API asks: the session, and the draft when the path names one. */
async function ask(pool: Pool, request: IncomingMessage): Promise<boolean> {
  const cookie = request.headers.cookie?.split('=')[1] ?? '';
  const key = hash('sha256', cookie, 'buffer');
  const { rows } = await pool.query<{ departmentId: string }>(SELECT_SESSION, [key, IDLE_SECONDS]);
  const [session] = rows;
  if (session === undefined) {
    throw new Error('nobody has signed in');
  }
  const draftId = /^\/api\/drafts\/(.+)$/.exec(request.url ?? '')?.[1];
  if (draftId === undefined) {
    return false;
  }
  const drafts = await pool.query(SELECT_DRAFT, [draftId, session.departmentId]);
  return drafts.rows.length === 1;
}

/** A bare node:http server: the same queries, and an answer of the same size made by JSON.stringify. Nothing else. */
function serve(order: BareOrder): void {
  const pool = new Pool({ connectionString: order.databaseUrl, max: POOL_SIZE, Client: PreparingClient });
  // Told of connections that break while they are idle: an interrupted bench stops the database first.
  pool.on('error', () => undefined);
  const server = createServer((request, response) => {
    ask(pool, request).then(
      (hasDraft) => {
        const body = JSON.stringify(hasDraft ? order.draft : order.session);
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) });
        response.end(body);
      },
      () => {
        response.writeHead(500, { 'content-length': 0 });
        response.end();
      },
    );
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' ? (address?.port ?? 0) : 0);
  });
}

process.once('message', serve);
