import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The acts on the ledger again, for the three caps.
 *
 * Locks are always taken in one order: reservation, then people, departments, contract, each by id (`quota_lock`).
 * Whoever needs several rows of one level takes them all before the next level, so that reserving, settling, releasing,
 * reconciling and granting never wait for each other in a circle. The contract's row, which everybody needs, comes last
 * and is held shortest. Time is the database's clock.
 */
export class ThreeCapsActs1764000008000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION quota_reserve, quota_close, quota_move');
    for (const sql of [...HELPERS, RESERVE, RECONCILE, ...CAPS]) {
      await runner.query(sql);
    }
    await runner.query(`REVOKE EXECUTE ON FUNCTION ${INNER}, ${ACTS} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${ACTS} TO bunan_app`);
  }

  down(): Promise<void> {
    throw new Error('the acts before knew no three caps: restore the backup that was made before the update');
  }
}

const INNER = 'quota_lock, quota_move, quota_close';
const ACTS = 'quota_now, quota_day, quota_month, quota_reserve, quota_set_cap, quota_set_person_rule, quota_reallocate, quota_correct_to';

/** The statements of these functions look few rows up by their keys: planning one takes longer than carrying it out. */
const AS_OWNER = 'SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan';

/**
 * A person's, a department's row of a period, found by the whole unique key and never by reading everybody's: a new
 * period has no statistics yet, so the planner takes its 1,200 rows for one.
 */
const PERSON = `a.scope = 'person' AND a.department_id IS NULL AND a.person_id =`;
const DEPARTMENT = `a.scope = 'department' AND a.person_id IS NULL AND a.department_id =`;

/** Exactly one row, looked up for each call: LIMIT keeps the planner from joining all of them. */
const rowOf = (condition: string) => `LATERAL (SELECT * FROM quota_allocation a WHERE a.period_id = v_period.id AND ${condition} LIMIT 1)`;

const HELPERS = [
  // The clock of periods, months and days; tests put another one in its place.
  'CREATE FUNCTION quota_now() RETURNS timestamptz LANGUAGE sql VOLATILE RETURN clock_timestamp()',
  // The day, and the month by its first day, that an instant counts to: JST.
  `CREATE FUNCTION quota_day(p_at timestamptz) RETURNS date LANGUAGE sql STABLE RETURN (p_at AT TIME ZONE 'Asia/Tokyo')::date`,
  `CREATE FUNCTION quota_month(p_at timestamptz) RETURNS date LANGUAGE sql STABLE
   RETURN date_trunc('month', p_at AT TIME ZONE 'Asia/Tokyo')::date`,
  // Locks the rows of people, departments and contract, in this order. @returns their ids
  `CREATE FUNCTION quota_lock(p_period uuid, p_people uuid[], p_departments uuid[]) RETURNS uuid[] LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_ids uuid[];
   BEGIN
     v_ids := ARRAY(SELECT a.id FROM quota_allocation a WHERE a.period_id = p_period AND ${PERSON} ANY (p_people) ORDER BY a.id FOR UPDATE);
     v_ids := v_ids || ARRAY(SELECT a.id FROM quota_allocation a WHERE a.period_id = p_period AND ${DEPARTMENT} ANY (p_departments)
       ORDER BY a.id FOR UPDATE);
     RETURN v_ids || ARRAY(SELECT a.id FROM quota_allocation a WHERE a.period_id = p_period AND a.scope = 'contract' FOR UPDATE);
   END $$`,
  // Changes the counters of person, department and contract together; the month's, while it is still the call's month.
  `CREATE FUNCTION quota_move(r token_reservation, p_reserved bigint, p_used bigint, p_calls integer) RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_ids uuid[] := quota_lock(r.period_id, ARRAY[r.person_id], ARRAY[r.department_id]);
   BEGIN
     UPDATE quota_allocation a SET reserved_tokens = a.reserved_tokens + p_reserved, used_tokens = a.used_tokens + p_used,
            month_reserved_tokens = a.month_reserved_tokens + CASE WHEN a.month = quota_month(r.reserved_at) THEN p_reserved ELSE 0 END,
            month_used_tokens = a.month_used_tokens + CASE WHEN a.month = quota_month(r.reserved_at) THEN p_used ELSE 0 END
      WHERE a.id = ANY (v_ids);
     IF p_used = 0 AND p_calls = 0 THEN RETURN; END IF;
     UPDATE usage_day u SET used_tokens = u.used_tokens + p_used, calls = u.calls + p_calls
      WHERE (u.period_id, u.day, u.department_id, u.person_id, u.template_id, u.model, u.origin)
          = (r.period_id, quota_day(r.reserved_at), r.department_id, r.person_id, r.template_id, r.model, r.origin);
     IF NOT FOUND THEN
       INSERT INTO usage_day (period_id, day, department_id, person_id, template_id, model, origin, used_tokens, calls) VALUES
         (r.period_id, quota_day(r.reserved_at), r.department_id, r.person_id, r.template_id, r.model, r.origin, p_used, p_calls);
     END IF;
   END $$`,
  // Closes a reservation whose row the caller has just moved to its last state: counters and the one closing entry.
  `CREATE FUNCTION quota_close(r token_reservation, p_used bigint, p_estimated boolean) RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   BEGIN
     PERFORM quota_move(r, -r.reserved_tokens, p_used, CASE WHEN r.state = 'released' THEN 0 ELSE 1 END);
     INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, reserved_change, used_change,
                               is_estimated, day)
     VALUES (r.period_id, CASE WHEN r.state = 'released' THEN 'release' ELSE 'settle' END, r.id, r.person_id, r.department_id,
             -r.reserved_tokens, p_used, p_estimated, quota_day(r.reserved_at));
   END $$`,
];

/** What a call asks for; arrays, one element a call. */
const CALLS = `p_drafts uuid[], p_people uuid[], p_departments uuid[], p_tokens bigint[], p_templates text[], p_models text[],
  p_origins text[]`;

/**
 * Reserves for any number of calls with one set of locks and one commit; they are decided one after the other, in their
 * order, as if each came alone. A row for each call: outcome 'reserved' with its id; 'held': another call of this draft
 * is open; 'refused' with the tightest cap, why (cap, month, no-period, halted), what is left of it and when it renews.
 */
const RESERVE = `
  CREATE FUNCTION quota_reserve(${CALLS}, p_lease_ms integer)
  RETURNS TABLE (draft_id uuid, outcome text, reservation_id uuid, refused_scope text, refused_reason text, remaining_tokens bigint,
                 renews_at timestamptz) LANGUAGE plpgsql ${AS_OWNER} AS $$
  #variable_conflict use_column
  DECLARE
    v_now timestamptz := quota_now();
    v_period quota_period;
    v_month date;
    v_call record;
    v_taken jsonb := '{}';
    v_locked uuid[];
    v_open uuid[];
    v_ids uuid[] := '{}';
    v_numbers integer[] := '{}';
    v_left bigint;
  BEGIN
    SELECT * INTO v_period FROM quota_period WHERE during @> v_now;
    IF NOT FOUND OR EXISTS (SELECT FROM spending_halt WHERE lifted_at IS NULL) THEN
      RETURN QUERY SELECT d, 'refused', NULL::uuid, 'contract', CASE WHEN v_period.id IS NULL THEN 'no-period' ELSE 'halted' END, 0::bigint,
        CASE WHEN v_period.id IS NULL THEN (SELECT min(lower(p.during)) FROM quota_period p WHERE lower(p.during) > v_now) END
        FROM unnest(p_drafts) WITH ORDINALITY AS c (d, n) ORDER BY n;
      RETURN;
    END IF;
    INSERT INTO quota_allocation (period_id, scope, person_id)
      SELECT v_period.id, 'person', c.id FROM unnest(p_people) AS c (id) LEFT JOIN ${rowOf(`${PERSON} c.id`)} a ON true
       WHERE a.id IS NULL GROUP BY c.id ORDER BY c.id ON CONFLICT DO NOTHING;
    INSERT INTO quota_allocation (period_id, scope, department_id)
      SELECT v_period.id, 'department', c.id FROM unnest(p_departments) AS c (id) LEFT JOIN ${rowOf(`${DEPARTMENT} c.id`)} a ON true
       WHERE a.id IS NULL GROUP BY c.id ORDER BY c.id ON CONFLICT DO NOTHING;
    v_locked := quota_lock(v_period.id, p_people, p_departments);
    -- Waiting for the locks may have taken the clock over the end of a month or of the period.
    v_now := quota_now();
    IF NOT v_period.during @> v_now THEN
      RETURN QUERY SELECT * FROM quota_reserve(p_drafts, p_people, p_departments, p_tokens, p_templates, p_models, p_origins, p_lease_ms);
      RETURN;
    END IF;
    v_month := quota_month(v_now);
    SELECT coalesce(array_agg(t.draft_id), '{}') INTO v_open FROM token_reservation t
     WHERE t.draft_id = ANY (p_drafts) AND t.state IN ('reserved', 'calling');
    FOR v_call IN
      SELECT c.*, p.id AS of_person, d.id AS of_department, k.id AS of_contract,
             CASE WHEN p.cap_tokens IS NOT NULL THEN p.cap_per ELSE d.person_cap_per END = 'month' AS is_monthly,
             coalesce(p.cap_tokens, d.person_cap_tokens) - p.used_tokens - p.reserved_tokens AS left_of_person,
             coalesce(p.cap_tokens, d.person_cap_tokens)
               - CASE WHEN p.month < v_month THEN 0 ELSE p.month_used_tokens + p.month_reserved_tokens END AS left_of_month,
             d.cap_tokens - d.used_tokens - d.reserved_tokens AS left_of_department,
             k.cap_tokens - k.used_tokens - k.reserved_tokens AS left_of_contract
        FROM unnest(p_drafts, p_people, p_departments, p_tokens, p_templates, p_models, p_origins) WITH ORDINALITY
               AS c (draft, person, department, tokens, template, model, origin, n)
        JOIN ${rowOf(`${PERSON} c.person`)} p ON true
        JOIN ${rowOf(`${DEPARTMENT} c.department`)} d ON true
        JOIN ${rowOf(`a.scope = 'contract'`)} k ON true
       ORDER BY c.n
    LOOP
      draft_id := v_call.draft; reservation_id := NULL; refused_scope := NULL; refused_reason := NULL; remaining_tokens := NULL;
      renews_at := NULL;
      IF v_call.draft = ANY (v_open) THEN
        outcome := 'held';
        RETURN NEXT;
        CONTINUE;
      END IF;
      outcome := 'reserved';
      v_left := CASE WHEN v_call.is_monthly THEN v_call.left_of_month ELSE v_call.left_of_person END
              - coalesce((v_taken ->> v_call.of_person::text)::bigint, 0);
      IF v_left < v_call.tokens THEN
        outcome := 'refused'; refused_scope := 'person'; remaining_tokens := v_left;
      END IF;
      v_left := v_call.left_of_department - coalesce((v_taken ->> v_call.of_department::text)::bigint, 0);
      IF v_left < v_call.tokens AND (refused_scope IS NULL OR v_left < remaining_tokens) THEN
        outcome := 'refused'; refused_scope := 'department'; remaining_tokens := v_left;
      END IF;
      v_left := v_call.left_of_contract - coalesce((v_taken ->> v_call.of_contract::text)::bigint, 0);
      IF v_left < v_call.tokens AND (refused_scope IS NULL OR v_left < remaining_tokens) THEN
        outcome := 'refused'; refused_scope := 'contract'; remaining_tokens := v_left;
      END IF;
      IF outcome = 'refused' THEN
        refused_reason := CASE WHEN refused_scope = 'person' AND v_call.is_monthly THEN 'month' ELSE 'cap' END;
        remaining_tokens := greatest(remaining_tokens, 0);
        renews_at := upper(v_period.during);
        IF refused_reason = 'month' THEN
          renews_at := least(renews_at, (v_month + interval '1 month') AT TIME ZONE 'Asia/Tokyo');
        END IF;
      ELSE
        reservation_id := gen_random_uuid();
        v_open := v_open || v_call.draft;
        v_taken := v_taken || jsonb_build_object(
          v_call.of_person, coalesce((v_taken ->> v_call.of_person::text)::bigint, 0) + v_call.tokens,
          v_call.of_department, coalesce((v_taken ->> v_call.of_department::text)::bigint, 0) + v_call.tokens,
          v_call.of_contract, coalesce((v_taken ->> v_call.of_contract::text)::bigint, 0) + v_call.tokens);
        v_ids := v_ids || reservation_id;
        v_numbers := v_numbers || v_call.n::integer;
      END IF;
      RETURN NEXT;
    END LOOP;
    UPDATE quota_allocation a SET reserved_tokens = a.reserved_tokens + (v_taken ->> a.id::text)::bigint,
           month = CASE a.scope WHEN 'person' THEN greatest(a.month, v_month) ELSE a.month END,
           month_used_tokens = CASE WHEN a.month < v_month THEN 0 ELSE a.month_used_tokens END,
           month_reserved_tokens = CASE WHEN a.scope <> 'person' OR a.month > v_month THEN a.month_reserved_tokens
             ELSE CASE a.month WHEN v_month THEN a.month_reserved_tokens ELSE 0 END + (v_taken ->> a.id::text)::bigint END
     WHERE a.id = ANY (v_locked) AND v_taken ? a.id::text;
    INSERT INTO token_reservation (id, period_id, draft_id, person_id, department_id, state, reserved_tokens, lease_until, reserved_at,
                                   template_id, model, origin)
      SELECT r.id, v_period.id, p_drafts[r.n], p_people[r.n], p_departments[r.n], 'reserved', p_tokens[r.n],
             clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0), v_now, p_templates[r.n], p_models[r.n], p_origins[r.n]
        FROM unnest(v_ids, v_numbers) AS r (id, n);
    INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, reserved_change, day)
      SELECT v_period.id, 'reserve', r.id, p_people[r.n], p_departments[r.n], p_tokens[r.n], quota_day(v_now)
        FROM unnest(v_ids, v_numbers) AS r (id, n);
  END $$`;

/** Expired leases: what was only reserved goes back, what was being called is taken as spent in full. */
const RECONCILE = `
  CREATE OR REPLACE FUNCTION quota_reconcile(OUT released integer, OUT settled integer) LANGUAGE plpgsql ${AS_OWNER} AS $$
  DECLARE
    v_ids uuid[];
    v_row token_reservation;
  BEGIN
    released := 0; settled := 0;
    SELECT array_agg(e.id) INTO v_ids FROM (
      SELECT t.id FROM token_reservation t WHERE t.state IN ('reserved', 'calling') AND t.lease_until < clock_timestamp()
       ORDER BY t.lease_until LIMIT 500 FOR UPDATE SKIP LOCKED) e;
    IF v_ids IS NULL THEN RETURN; END IF;
    PERFORM quota_lock(c.period_id, c.people, c.departments) FROM (
      SELECT t.period_id, array_agg(t.person_id) AS people, array_agg(t.department_id) AS departments
        FROM token_reservation t WHERE t.id = ANY (v_ids) GROUP BY t.period_id ORDER BY t.period_id) c;
    FOR v_row IN SELECT * FROM token_reservation t WHERE t.id = ANY (v_ids) LOOP
      IF v_row.state = 'reserved' THEN
        PERFORM quota_release(v_row.id);
        released := released + 1;
      ELSE
        PERFORM quota_settle(v_row.id, v_row.reserved_tokens, true, NULL, NULL);
        settled := settled + 1;
      END IF;
    END LOOP;
  END $$`;

/** The row of a scope, made when it is missing, locked. */
const LOCKED_ROW = `
  INSERT INTO quota_allocation (period_id, scope, department_id, person_id)
    SELECT p_period, v_scope, v_department, p_person WHERE v_scope <> 'contract' ON CONFLICT DO NOTHING;
  SELECT * INTO v_row FROM quota_allocation a
   WHERE a.period_id = p_period AND a.scope = v_scope AND a.department_id IS NOT DISTINCT FROM v_department
     AND a.person_id IS NOT DISTINCT FROM p_person FOR UPDATE;`;

const SCOPE = `
  v_row quota_allocation;
  v_scope text := CASE WHEN p_person IS NOT NULL THEN 'person' WHEN p_department IS NOT NULL THEN 'department' ELSE 'contract' END;
  v_department uuid := CASE WHEN p_person IS NULL THEN p_department END;`;

const CAPS = [
  // Sets a cap; below what is used is allowed and stops new calls. NULL: no cap of its own (not for the contract).
  `CREATE FUNCTION quota_set_cap(p_period uuid, p_department uuid, p_person uuid, p_cap bigint, p_per text, p_reason text, p_by uuid)
   RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE ${SCOPE}
   BEGIN
     ${LOCKED_ROW}
     UPDATE quota_allocation a SET cap_tokens = p_cap, cap_per = p_per WHERE a.id = v_row.id;
     INSERT INTO token_ledger (period_id, kind, allocation_id, person_id, department_id, cap_change, reason, acted_by, day)
       VALUES (p_period, 'grant', v_row.id, v_row.person_id, v_row.department_id, coalesce(p_cap, 0) - coalesce(v_row.cap_tokens, 0),
               p_reason, p_by, quota_day(quota_now()));
   END $$`,
  // What each person of a department may use, unless a cap was set for the person by name.
  `CREATE FUNCTION quota_set_person_rule(p_period uuid, p_department uuid, p_cap bigint, p_per text, p_reason text, p_by uuid)
   RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE p_person uuid; ${SCOPE}
   BEGIN
     ${LOCKED_ROW}
     UPDATE quota_allocation a SET person_cap_tokens = p_cap, person_cap_per = p_per WHERE a.id = v_row.id;
     INSERT INTO token_ledger (period_id, kind, allocation_id, department_id, reason, acted_by, day)
       VALUES (p_period, 'grant', v_row.id, p_department, p_reason, p_by, quota_day(quota_now()));
   END $$`,
  // Raises or lowers a cap by an amount.
  `CREATE OR REPLACE FUNCTION quota_grant(p_period uuid, p_department uuid, p_person uuid, p_change bigint, p_reason text, p_by uuid)
   RETURNS bigint LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE ${SCOPE}
   BEGIN
     IF v_scope = 'contract' THEN
       INSERT INTO quota_allocation (period_id, scope, cap_tokens) VALUES (p_period, 'contract', 0) ON CONFLICT DO NOTHING;
     END IF;
     ${LOCKED_ROW}
     UPDATE quota_allocation a SET cap_tokens = coalesce(a.cap_tokens, 0) + p_change WHERE a.id = v_row.id
       RETURNING * INTO v_row;
     INSERT INTO token_ledger (period_id, kind, allocation_id, person_id, department_id, cap_change, reason, acted_by, day)
       VALUES (p_period, 'grant', v_row.id, v_row.person_id, v_row.department_id, p_change, p_reason, p_by, quota_day(quota_now()));
     RETURN v_row.cap_tokens;
   END $$`,
  // Moves tokens from one department to another; what is used or reserved cannot be moved, and a department without a cap
  // is given nothing, which would only narrow it. @returns NULL when they were moved, else how many are free.
  `CREATE FUNCTION quota_reallocate(p_period uuid, p_from uuid, p_to uuid, p_tokens bigint, p_reason text, p_by uuid)
   RETURNS bigint LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_from quota_allocation; v_to quota_allocation; v_free bigint;
   BEGIN
     PERFORM FROM quota_allocation a WHERE a.period_id = p_period AND a.department_id IN (p_from, p_to) ORDER BY a.id FOR UPDATE;
     SELECT * INTO v_from FROM quota_allocation a WHERE a.period_id = p_period AND a.department_id = p_from;
     SELECT * INTO v_to FROM quota_allocation a WHERE a.period_id = p_period AND a.department_id = p_to;
     v_free := greatest(0, coalesce(v_from.cap_tokens - v_from.used_tokens - v_from.reserved_tokens, 0));
     IF v_free < p_tokens OR p_from = p_to OR p_tokens <= 0 OR v_to.cap_tokens IS NULL THEN RETURN v_free; END IF;
     PERFORM quota_grant(p_period, p_from, NULL, -p_tokens, p_reason, p_by), quota_grant(p_period, p_to, NULL, p_tokens, p_reason, p_by);
     RETURN NULL;
   END $$`,
  // A compensating entry for a call that was settled by estimate; all of them together never below nothing.
  `CREATE OR REPLACE FUNCTION quota_correct(p_reservation uuid, p_used_change bigint, p_reason text, p_by uuid)
   RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_row token_reservation;
   BEGIN
     SELECT * INTO STRICT v_row FROM token_reservation WHERE id = p_reservation AND state = 'settled_estimated' FOR UPDATE;
     IF v_row.settled_tokens + p_used_change
        + (SELECT coalesce(sum(l.used_change), 0) FROM token_ledger l WHERE l.reservation_id = p_reservation AND l.kind = 'correct') < 0 THEN
       RAISE EXCEPTION 'a call cannot have used less than nothing' USING ERRCODE = 'numeric_value_out_of_range';
     END IF;
     PERFORM quota_move(v_row, 0, p_used_change, 0);
     INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, used_change, reason, acted_by, day)
       VALUES (v_row.period_id, 'correct', p_reservation, v_row.person_id, v_row.department_id, p_used_change, p_reason, p_by,
               quota_day(v_row.reserved_at));
   END $$`,
  // The same by what the call really took: read and corrected under one lock, so that two corrections never add up.
  // @returns whether there is such a call
  `CREATE FUNCTION quota_correct_to(p_reservation uuid, p_used bigint, p_reason text, p_by uuid)
   RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_settled bigint;
   BEGIN
     SELECT settled_tokens INTO v_settled FROM token_reservation WHERE id = p_reservation AND state = 'settled_estimated' FOR UPDATE;
     IF NOT FOUND THEN RETURN false; END IF;
     PERFORM quota_correct(p_reservation, p_used - v_settled
       - (SELECT coalesce(sum(l.used_change), 0) FROM token_ledger l WHERE l.reservation_id = p_reservation AND l.kind = 'correct')::bigint,
       p_reason, p_by);
     RETURN true;
   END $$`,
];
