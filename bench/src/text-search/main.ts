import { hash } from 'node:crypto';
import { createServer } from 'node:http';
import { PreparingClient } from '@bunan/database';
import { Pool } from 'pg';
import { SELECT_SESSION } from '../../../apps/api/src/sign-in/session-row.js';
import type { SearchOrder } from './order.js';

/** Connections of the API's pool, and the API's idle time of a session, s. */
const POOL_SIZE = 10;
const IDLE_SECONDS = 3_600;

/**
 * What one would write first: every word anywhere in the texts, by ILIKE, those with it in their name before the others.
 * No folding: it finds only what is typed as it is written.
 */
const SEARCH = `
  SELECT template_id AS id, version, content->>'name' AS name, content->>'group' AS "group", content->>'purpose' AS purpose, summary
    FROM bench_text WHERE text ILIKE ALL ($1::text[]) ORDER BY (content->>'name') NOT ILIKE ALL ($1::text[]), template_id`;

/** A bare node:http server with a search by SQL in the same texts, and an answer of the same size. Nothing else. */
function serve({ databaseUrl }: SearchOrder): void {
  const pool = new Pool({ connectionString: databaseUrl, max: POOL_SIZE, Client: PreparingClient });
  // Told of connections that break while they are idle: an interrupted bench stops the database first.
  pool.on('error', () => undefined);
  const answer = async (cookie: string, url: string): Promise<string> => {
    const { rows } = await pool.query(SELECT_SESSION, [hash('sha256', cookie.split('=')[1] ?? '', 'buffer'), IDLE_SECONDS]);
    if (rows.length === 0) {
      throw new Error('nobody has signed in');
    }
    const text = new URL(url, 'http://127.0.0.1').searchParams.get('text') ?? '';
    const words = text.split(/\s+/).map((word) => `%${word}%`);
    const found = await pool.query<{ summary: object }>(SEARCH, [words]);
    return JSON.stringify(found.rows.map(({ summary, ...row }) => ({ ...summary, ...row })));
  };
  const server = createServer((request, response) => {
    answer(request.headers.cookie ?? '', request.url ?? '').then(
      (body) => {
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
