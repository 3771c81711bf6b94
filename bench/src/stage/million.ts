import type { DataSource, EntityManager } from 'typeorm';
import type { BenchDatabase } from './postgres.js';

const PEOPLE = 1_150;
const DEPARTMENTS = 60;
const TEMPLATES = 27;

/** Calls of nine months; each has two entries in the ledger. */
const CALLS = 500_000;

/** Nobody comes near it. */
const CAP_TOKENS = 100_000_000;

const OFFICE = [
  `INSERT INTO department (name) SELECT '第' || n || '課' FROM generate_series(1, ${String(DEPARTMENTS)}) n`,
  `INSERT INTO person (login, name, department_id, roles, password_hash)
   SELECT 'bench' || i, '職員　' || i, d.id, ARRAY['staff'], 'bench' FROM generate_series(1, ${String(PEOPLE)}) i
     JOIN (SELECT id, row_number() OVER (ORDER BY name) - 1 AS n FROM department) d ON d.n = i % ${String(DEPARTMENTS)}`,
  `SELECT count(quota_set_cap(q.id, d.id, NULL, ${String(CAP_TOKENS)}, 'period', '測定', NULL)) FROM quota_period q, department d`,
  `SELECT count(quota_set_cap(q.id, NULL, p.id, ${String(CAP_TOKENS)}, 'period', '測定', NULL)) FROM quota_period q, person p`,
];

/** Some people call often, most seldom; a few templates are much used. 3 % gave nothing, 1 % were settled by estimate. */
const RESERVATIONS = `
  INSERT INTO token_reservation (period_id, draft_id, person_id, department_id, state, reserved_tokens, settled_tokens, input_tokens,
                                 answer_tokens, lease_until, reserved_at, called_at, closed_at, template_id, model, origin)
  SELECT q.id, gen_random_uuid(), p.id, p.department_id, c.state, 2000,
         CASE c.state WHEN 'settled' THEN c.input + c.answer WHEN 'settled_estimated' THEN 2000 END,
         CASE c.state WHEN 'settled' THEN c.input END, CASE c.state WHEN 'settled' THEN c.answer END,
         c.at + interval '1 minute', c.at, c.at, c.at + interval '20 seconds', 'template-' || c.template, c.model, c.origin
    FROM (SELECT floor(${String(PEOPLE)} * random() ^ 2)::int AS person, floor(${String(TEMPLATES)} * random() ^ 3)::int AS template,
                 (ARRAY['released', 'released', 'released', 'settled_estimated'])[1 + floor(100 * random())::int] AS rare,
                 clock_timestamp() - interval '9 months' * random() - interval '1 hour' AS at,
                 400 + floor(400 * random())::int AS input, 100 + floor(700 * random())::int AS answer,
                 CASE WHEN random() < 0.9 THEN 'keiko' ELSE 'keiko-large' END AS model,
                 coalesce((ARRAY['section', 'section', 'continuation', 'variant'])[1 + floor(20 * random())::int], 'draft') AS origin
            FROM generate_series(1, ${String(CALLS)})) r
   CROSS JOIN LATERAL (SELECT coalesce(r.rare, 'settled') AS state, r.*) c
   CROSS JOIN quota_period q
    JOIN (SELECT id, department_id, row_number() OVER (ORDER BY login) - 1 AS n FROM person) p ON p.n = c.person
   ORDER BY c.at`;

const LEDGER = `
  INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, reserved_change, used_change, is_estimated, at, day)
  SELECT r.period_id, e.kind, r.id, r.person_id, r.department_id, e.reserved, e.used, e.estimated, e.at, quota_day(r.reserved_at)
    FROM token_reservation r
   CROSS JOIN LATERAL (VALUES
     ('reserve', r.reserved_tokens, 0, false, r.reserved_at),
     (CASE r.state WHEN 'released' THEN 'release' ELSE 'settle' END, -r.reserved_tokens, coalesce(r.settled_tokens, 0),
      r.state = 'settled_estimated', r.closed_at)) AS e (kind, reserved, used, estimated, at)
   ORDER BY e.at`;

const USAGE_DAYS = `
  INSERT INTO usage_day (period_id, day, department_id, person_id, template_id, model, origin, used_tokens, calls)
  SELECT r.period_id, quota_day(r.reserved_at), r.department_id, r.person_id, r.template_id, r.model, r.origin, sum(r.settled_tokens), count(*)
    FROM token_reservation r WHERE r.settled_tokens IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 2`;

const COUNTERS = `
  UPDATE quota_allocation a SET used_tokens = s.used, month = CASE a.scope WHEN 'person' THEN s.month ELSE a.month END,
         month_used_tokens = CASE a.scope WHEN 'person' THEN s.of_month ELSE 0 END
    FROM (SELECT x.id, sum(u.used) AS used, sum(u.of_month) AS of_month, quota_month(now()) AS month
            FROM quota_allocation x
            JOIN (SELECT department_id, person_id, sum(used_tokens) AS used,
                         coalesce(sum(used_tokens) FILTER (WHERE day >= quota_month(now())), 0) AS of_month
                    FROM usage_day GROUP BY 1, 2) u
              ON x.scope = 'contract' OR u.department_id = x.department_id OR u.person_id = x.person_id GROUP BY x.id) s
   WHERE a.id = s.id`;

/** Rows that all refer to rows just read need no look at each of them: foreign keys are not asked, checks are. */
async function fill(manager: EntityManager): Promise<void> {
  await manager.query('SET LOCAL session_replication_role = replica');
  await manager.query('SELECT setseed(0.5)');
  for (const sql of [RESERVATIONS, LEDGER, USAGE_DAYS, COUNTERS]) {
    await manager.query(sql);
  }
}

async function tidy(owner: DataSource): Promise<void> {
  for (const table of ['token_reservation', 'token_ledger', 'usage_day', 'quota_allocation', 'person', 'department']) {
    await owner.query(`VACUUM (ANALYZE) ${table}`);
  }
}

/**
 * Fills the books of nine months: half a million calls of 1,150 people in 60 departments, a million entries in the
 * ledger, and every sum that follows from them.
 */
export async function addMillion({ owner }: BenchDatabase): Promise<void> {
  for (const sql of OFFICE) {
    await owner.query(sql);
  }
  await owner.transaction(fill);
  await tidy(owner);
}
