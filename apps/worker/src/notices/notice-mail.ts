import type { EntityManager } from 'typeorm';

/**
 * Queues the mail of notices, one for each person who gets it.
 *
 * A department's cap: its heads and the administrators. A person's: the heads, or the administrators where nobody leads
 * the department; the person reads it in the product. The contract's cap and alarms: the administrators.
 */
export async function queueMail(manager: EntityManager, noticeIds: readonly string[]): Promise<void> {
  if (noticeIds.length === 0) {
    return;
  }
  await manager.query(
    `INSERT INTO notice_mail (notice_id, person_id)
     SELECT n.id, p.id FROM notice n JOIN person p ON p.disabled_at IS NULL AND p.email IS NOT NULL
      CROSS JOIN LATERAL (SELECT 'head' = ANY (p.roles) AND p.department_id = n.department_id AS leads, 'admin' = ANY (p.roles) AS administers) r
      WHERE n.id = ANY ($1::bigint[]) AND (r.leads OR r.administers AND (n.scope IS DISTINCT FROM 'person' OR NOT EXISTS (
        SELECT FROM person h WHERE h.department_id = n.department_id AND 'head' = ANY (h.roles) AND h.disabled_at IS NULL AND h.email IS NOT NULL)))
     ON CONFLICT DO NOTHING`,
    [noticeIds],
  );
}
