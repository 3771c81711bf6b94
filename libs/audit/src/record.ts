import type { EntityManager } from 'typeorm';

/** One entry of the record: who, what, on what, with which end. Never content, never a secret. */
export interface AuditEntry {
  readonly personId: string | null;
  readonly departmentId: string | null;
  /** Noun and verb: `draft.create`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly objectType?: string;
  readonly objectId?: string;
  /** Numbers and codes that explain the entry. */
  readonly detail?: Readonly<Record<string, string | number>>;
  /** Network address of the person's machine; none for what a worker does. */
  readonly address?: string;
}

/** A statement or a part of one, with the values of its parameters. */
export interface SqlPart {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * The insert of an entry as a part of a larger statement: one entry for each row of `source`.
 *
 * @param source name of a table expression (WITH …) of that statement
 * @param firstParameter number of the first `$n` that is free in it; eight are taken
 */
export function auditInsert(entry: AuditEntry, source: string, firstParameter: number): SqlPart {
  const types = ['uuid', 'uuid', 'text', 'text', 'text', 'text', 'jsonb', 'text'];
  const values = types.map((type, index) => `$${String(firstParameter + index)}::${type}`);
  return {
    sql: `INSERT INTO audit_entry (person_id, department_id, action, outcome, object_type, object_id, detail, address)
      SELECT ${values.join(', ')} FROM ${source}`,
    values: [
      entry.personId,
      entry.departmentId,
      entry.action,
      entry.outcome,
      entry.objectType ?? null,
      entry.objectId ?? null,
      JSON.stringify(entry.detail ?? {}),
      entry.address ?? null,
    ],
  };
}

/**
 * Adds an entry, in the transaction of the action itself: both are there or neither. The time is the database's.
 *
 * Entries take no lock that another entry waits for; their place in the chain they get later.
 */
export async function recordAudit(manager: EntityManager, entry: AuditEntry): Promise<void> {
  const { sql, values } = auditInsert(entry, '(VALUES (1)) AS once', 1);
  await manager.query(sql, [...values]);
}
