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

/**
 * Adds an entry, in the transaction of the action itself: both are there or neither. The time is the database's.
 *
 * Entries take no lock that another entry waits for; their place in the chain they get later.
 */
export async function recordAudit(manager: EntityManager, entry: AuditEntry): Promise<void> {
  await manager.query(
    `INSERT INTO audit_entry (person_id, department_id, action, outcome, object_type, object_id, detail, address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.personId,
      entry.departmentId,
      entry.action,
      entry.outcome,
      entry.objectType ?? null,
      entry.objectId ?? null,
      JSON.stringify(entry.detail ?? {}),
      entry.address ?? null,
    ],
  );
}
