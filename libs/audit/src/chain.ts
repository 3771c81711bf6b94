import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** Entries chained in one transaction at most. */
const BATCH = 1_000;

/** Advisory lock that only one sequencer holds at a time ("AUDT"). */
const LOCK = 0x41554454;

/** The text that is hashed: every column, in a fixed form, made by the database. */
const ENTRY_TEXT = `concat_ws('|', e.id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.person_id, '/',
  e.department_id, '/', e.action, e.outcome, e.object_type, '/', e.object_id, '/', e.detail, '/', e.address)`;

/** How far behind the newest chained entry one that commits late is still looked for, entries. */
const LATE = 100_000;

/** Entries without a place, found without reading the whole record. */
const UNCHAINED = `e.id > coalesce((SELECT max(entry_id) FROM audit_chain), 0) - ${String(LATE)}
  AND NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id)`;

const START = Buffer.alloc(32);

interface Link {
  entryId: string;
  text: string;
}

function nextHash(previous: Buffer, text: string): Buffer {
  return createHash('sha256').update(previous).update(text).digest();
}

/**
 * Gives every entry that has none its place in the chain: position and SHA-256 of the hash before it and of itself.
 *
 * May run in several processes; one of them works, the others return at once. An entry whose transaction commits late
 * is chained later: the chain is the order of chaining, `at` the time of the action.
 *
 * @returns how many entries were chained
 */
export function chainAudit(dataSource: DataSource): Promise<number> {
  return dataSource.transaction(async (manager) => {
    const [lock] = await manager.query<{ taken: boolean }[]>('SELECT pg_try_advisory_xact_lock($1) AS taken', [LOCK]);
    if (lock?.taken !== true) {
      return 0;
    }
    const [last] = await manager.query<{ position: string; hash: Buffer }[]>(
      'SELECT position, hash FROM audit_chain ORDER BY position DESC LIMIT 1',
    );
    const links = await manager.query<Link[]>(
      `SELECT e.id AS "entryId", ${ENTRY_TEXT} AS text FROM audit_entry e
        WHERE ${UNCHAINED} ORDER BY e.id LIMIT ${String(BATCH)}`,
    );
    let hash = last?.hash ?? START;
    const hashes = links.map(({ text }) => (hash = nextHash(hash, text)));
    await manager.query(
      `INSERT INTO audit_chain (position, entry_id, hash)
       SELECT $1::bigint + n, id, hash FROM unnest($2::bigint[], $3::bytea[]) WITH ORDINALITY AS t (id, hash, n)`,
      [last?.position ?? 0, links.map((link) => link.entryId), hashes],
    );
    return links.length;
  });
}

/** Whether an entry has waited for its place for longer than this, seconds: no sequencer is at work. */
export async function hasAuditBacklog(dataSource: DataSource, seconds: number): Promise<boolean> {
  const rows = await dataSource.query<unknown[]>(
    `SELECT FROM audit_entry e WHERE ${UNCHAINED} AND e.at < now() - make_interval(secs => $1) LIMIT 1`,
    [seconds],
  );
  return rows.length > 0;
}

/** The first place where the record is not as it was written. */
export interface BrokenLink {
  readonly position: number;
  readonly entryId: string;
}

/** Checks the whole chain. @returns the first broken link, or null */
export async function verifyAudit(dataSource: DataSource): Promise<BrokenLink | null> {
  let hash: Buffer = START;
  let position = 0;
  for (;;) {
    const links = await dataSource.query<(Link & { position: string; hash: Buffer })[]>(
      `SELECT c.position, c.hash, c.entry_id AS "entryId", ${ENTRY_TEXT} AS text
         FROM audit_chain c LEFT JOIN audit_entry e ON e.id = c.entry_id
        WHERE c.position > $1 ORDER BY c.position LIMIT ${String(BATCH)}`,
      [position],
    );
    for (const link of links) {
      position += 1;
      hash = nextHash(hash, link.text);
      if (Number(link.position) !== position || !hash.equals(link.hash)) {
        return { position, entryId: link.entryId };
      }
    }
    if (links.length < BATCH) {
      return null;
    }
  }
}
