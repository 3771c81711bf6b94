import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The acts on the ledger, one function each, run with the owner's rights: the programs cannot touch the tables.
 *
 * Locks are always taken in the order reservation, person, department, contract; the contract's row, which everybody
 * needs, comes last and is held shortest. Time is the database's clock.
 */
export class CreateQuotaActs1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...MOVES, ...CALLS, ...CAPS]) {
      await runner.query(sql);
    }
    await runner.query(`REVOKE EXECUTE ON FUNCTION quota_move, quota_close, ${ACTS} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${ACTS} TO bunan_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION ${ACTS}, quota_close, quota_move`);
  }
}

const ACTS = [
  'quota_reserve',
  'quota_mark_calling',
  'quota_renew_lease',
  'quota_settle',
  'quota_release',
  'quota_reconcile',
  'quota_grant',
  'quota_correct',
  'quota_open_period',
].join(', ');

const AS_OWNER = 'SECURITY DEFINER SET search_path = public, pg_temp';

const MOVES = [
  // Changes the counters of person, department and contract together, in this order.
  `CREATE FUNCTION quota_move(p_period uuid, p_person uuid, p_department uuid, p_reserved bigint, p_used bigint)
   RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   BEGIN
     UPDATE quota_allocation SET reserved_tokens = reserved_tokens + p_reserved, used_tokens = used_tokens + p_used
      WHERE period_id = p_period AND scope = 'person' AND person_id = p_person;
     UPDATE quota_allocation SET reserved_tokens = reserved_tokens + p_reserved, used_tokens = used_tokens + p_used
      WHERE period_id = p_period AND scope = 'department' AND department_id = p_department;
     UPDATE quota_allocation SET reserved_tokens = reserved_tokens + p_reserved, used_tokens = used_tokens + p_used
      WHERE period_id = p_period AND scope = 'contract';
   END $$`,
  // Closes a reservation whose row the caller has just moved to its last state: counters and the one closing entry.
  `CREATE FUNCTION quota_close(r token_reservation, p_used bigint, p_estimated boolean)
   RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   BEGIN
     PERFORM quota_move(r.period_id, r.person_id, r.department_id, -r.reserved_tokens, p_used);
     INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, reserved_change, used_change, is_estimated)
     VALUES (r.period_id, CASE WHEN r.state = 'released' THEN 'release' ELSE 'settle' END, r.id, r.person_id, r.department_id,
             -r.reserved_tokens, p_used, p_estimated);
   END $$`,
];

const CALLS = [
  // outcome: 'reserved' with its id; 'held': another call of this draft is open; 'refused' with the tightest cap.
  `CREATE FUNCTION quota_reserve(p_draft uuid, p_person uuid, p_department uuid, p_tokens bigint, p_lease_ms integer,
     OUT outcome text, OUT reservation_id uuid, OUT refused_scope text, OUT remaining_tokens bigint, OUT renews_at timestamptz)
   LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE
     v_now timestamptz := clock_timestamp();
     v_period quota_period;
     v_allocation quota_allocation;
     v_left bigint;
     v_scope text;
   BEGIN
     SELECT * INTO v_period FROM quota_period WHERE during @> v_now;
     IF NOT FOUND OR EXISTS (SELECT FROM spending_halt WHERE lifted_at IS NULL) THEN
       outcome := 'refused'; refused_scope := 'contract'; remaining_tokens := 0; renews_at := upper(v_period.during);
       RETURN;
     END IF;
     INSERT INTO quota_allocation (period_id, scope, person_id)
       SELECT v_period.id, 'person', p_person WHERE NOT EXISTS (
         SELECT FROM quota_allocation WHERE period_id = v_period.id AND scope = 'person' AND person_id = p_person)
       ON CONFLICT DO NOTHING;
     INSERT INTO quota_allocation (period_id, scope, department_id)
       SELECT v_period.id, 'department', p_department WHERE NOT EXISTS (
         SELECT FROM quota_allocation WHERE period_id = v_period.id AND scope = 'department' AND department_id = p_department)
       ON CONFLICT DO NOTHING;
     FOREACH v_scope IN ARRAY ARRAY['person', 'department', 'contract'] LOOP
       SELECT * INTO STRICT v_allocation FROM quota_allocation a
        WHERE a.period_id = v_period.id AND a.scope = v_scope
          AND (v_scope <> 'person' OR a.person_id = p_person) AND (v_scope <> 'department' OR a.department_id = p_department)
          FOR UPDATE;
       IF v_scope = 'person' AND EXISTS (
         SELECT FROM token_reservation t WHERE t.draft_id = p_draft AND t.state IN ('reserved', 'calling')) THEN
         outcome := 'held';
         RETURN;
       END IF;
       v_left := v_allocation.cap_tokens - v_allocation.used_tokens - v_allocation.reserved_tokens;
       IF v_left < p_tokens AND (refused_scope IS NULL OR v_left < remaining_tokens) THEN
         outcome := 'refused'; refused_scope := v_scope; remaining_tokens := v_left; renews_at := upper(v_period.during);
       END IF;
     END LOOP;
     IF outcome = 'refused' THEN
       remaining_tokens := greatest(remaining_tokens, 0);
       RETURN;
     END IF;
     INSERT INTO token_reservation (period_id, draft_id, person_id, department_id, state, reserved_tokens, lease_until)
       VALUES (v_period.id, p_draft, p_person, p_department, 'reserved', p_tokens, v_now + make_interval(secs => p_lease_ms / 1000.0))
       RETURNING id INTO reservation_id;
     PERFORM quota_move(v_period.id, p_person, p_department, p_tokens, 0);
     INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, reserved_change)
       VALUES (v_period.id, 'reserve', reservation_id, p_person, p_department, p_tokens);
     outcome := 'reserved';
   END $$`,
  // Committed before the socket opens. False: the reservation is no longer ours.
  `CREATE FUNCTION quota_mark_calling(p_id uuid, p_lease_ms integer) RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
   BEGIN
     UPDATE token_reservation SET state = 'calling', called_at = clock_timestamp(),
            lease_until = clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0)
      WHERE id = p_id AND state = 'reserved' AND lease_until > clock_timestamp();
     RETURN FOUND;
   END $$`,
  `CREATE FUNCTION quota_renew_lease(p_id uuid, p_lease_ms integer) RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
   BEGIN
     UPDATE token_reservation SET lease_until = clock_timestamp() + make_interval(secs => p_lease_ms / 1000.0)
      WHERE id = p_id AND state = 'calling';
     RETURN FOUND;
   END $$`,
  `CREATE FUNCTION quota_settle(p_id uuid, p_used bigint, p_estimated boolean, p_input bigint, p_answer bigint)
   RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_row token_reservation;
   BEGIN
     UPDATE token_reservation SET state = CASE WHEN p_estimated THEN 'settled_estimated' ELSE 'settled' END,
            settled_tokens = p_used, input_tokens = p_input, answer_tokens = p_answer, closed_at = clock_timestamp()
      WHERE id = p_id AND state = 'calling' RETURNING * INTO v_row;
     IF NOT FOUND THEN RETURN false; END IF;
     PERFORM quota_close(v_row, p_used, p_estimated);
     RETURN true;
   END $$`,
  // Nothing was spent: not sent at all, or refused by the provider.
  `CREATE FUNCTION quota_release(p_id uuid) RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_row token_reservation;
   BEGIN
     UPDATE token_reservation SET state = 'released', closed_at = clock_timestamp()
      WHERE id = p_id AND state IN ('reserved', 'calling') RETURNING * INTO v_row;
     IF NOT FOUND THEN RETURN false; END IF;
     PERFORM quota_close(v_row, 0, false);
     RETURN true;
   END $$`,
  // Expired leases: what was only reserved goes back, what was being called is taken as spent in full.
  `CREATE FUNCTION quota_reconcile(OUT released integer, OUT settled integer) LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_row token_reservation;
   BEGIN
     released := 0; settled := 0;
     FOR v_row IN SELECT * FROM token_reservation WHERE state IN ('reserved', 'calling') AND lease_until < clock_timestamp()
       ORDER BY lease_until LIMIT 500 FOR UPDATE SKIP LOCKED
     LOOP
       IF v_row.state = 'reserved' THEN
         PERFORM quota_release(v_row.id);
         released := released + 1;
       ELSE
         PERFORM quota_settle(v_row.id, v_row.reserved_tokens, true, NULL, NULL);
         settled := settled + 1;
       END IF;
     END LOOP;
   END $$`,
];

const CAPS = [
  // Raises or lowers a cap; below what is used is allowed and stops new calls.
  `CREATE FUNCTION quota_grant(p_period uuid, p_department uuid, p_person uuid, p_change bigint, p_reason text, p_by uuid)
   RETURNS bigint LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_row quota_allocation; v_scope text;
   BEGIN
     v_scope := CASE WHEN p_person IS NOT NULL THEN 'person' WHEN p_department IS NOT NULL THEN 'department' ELSE 'contract' END;
     INSERT INTO quota_allocation AS a (period_id, scope, department_id, person_id, cap_tokens)
       VALUES (p_period, v_scope, CASE WHEN p_person IS NULL THEN p_department END, p_person, p_change)
       ON CONFLICT (period_id, scope, department_id, person_id)
         DO UPDATE SET cap_tokens = coalesce(a.cap_tokens, 0) + p_change
       RETURNING * INTO v_row;
     INSERT INTO token_ledger (period_id, kind, allocation_id, person_id, department_id, cap_change, reason, acted_by)
       VALUES (p_period, 'grant', v_row.id, v_row.person_id, v_row.department_id, p_change, p_reason, p_by);
     RETURN v_row.cap_tokens;
   END $$`,
  // A compensating entry for a call that was settled by estimate.
  `CREATE FUNCTION quota_correct(p_reservation uuid, p_used_change bigint, p_reason text, p_by uuid)
   RETURNS void LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_row token_reservation;
   BEGIN
     SELECT * INTO STRICT v_row FROM token_reservation WHERE id = p_reservation AND state = 'settled_estimated' FOR UPDATE;
     PERFORM quota_move(v_row.period_id, v_row.person_id, v_row.department_id, 0, p_used_change);
     INSERT INTO token_ledger (period_id, kind, reservation_id, person_id, department_id, used_change, reason, acted_by)
       VALUES (v_row.period_id, 'correct', p_reservation, v_row.person_id, v_row.department_id, p_used_change, p_reason, p_by);
   END $$`,
  `CREATE FUNCTION quota_open_period(p_name text, p_from timestamptz, p_until timestamptz, p_cap bigint, p_by uuid)
   RETURNS uuid LANGUAGE plpgsql ${AS_OWNER} AS $$
   DECLARE v_id uuid;
   BEGIN
     INSERT INTO quota_period (name, during) VALUES (p_name, tstzrange(p_from, p_until, '[)')) RETURNING id INTO v_id;
     PERFORM quota_grant(v_id, NULL, NULL, p_cap, '契約の上限', p_by);
     RETURN v_id;
   END $$`,
];
