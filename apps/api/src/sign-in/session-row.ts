import type { Role } from '@bunan/contracts';

/** How often `last_seen_at` is written at most, so that reading stays reading. */
const TOUCH_AFTER = '1 minute';

/** A session with its person, as the database holds it. */
export interface SessionRow {
  personId: string;
  personName: string;
  roles: Role[];
  departmentId: string;
  departmentName: string;
  csrfToken: string;
  expiresAt: Date;
  isStale: boolean;
}

/** The session with the key $1, unless it has expired or was idle for $2 seconds, or its person was disabled. */
export const SELECT_SESSION = `
  SELECT p.id AS "personId", p.name AS "personName", p.roles, d.id AS "departmentId", d.name AS "departmentName",
          s.csrf_token AS "csrfToken", s.expires_at AS "expiresAt",
          s.last_seen_at < now() - interval '${TOUCH_AFTER}' AS "isStale"
     FROM session s JOIN person p ON p.id = s.person_id JOIN department d ON d.id = p.department_id
    WHERE s.id_hash = $1 AND s.expires_at > now() AND p.disabled_at IS NULL
      AND s.last_seen_at > now() - make_interval(secs => $2)`;
