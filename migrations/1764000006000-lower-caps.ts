import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lowering a cap: `quota_grant` inserted the change as a new cap first, and PostgreSQL checks a row before it looks for a
 * conflict, so that every negative change was refused.
 */
export class LowerCaps1764000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      grantFunction(`
        UPDATE quota_allocation a SET cap_tokens = coalesce(a.cap_tokens, 0) + p_change
         WHERE a.period_id = p_period AND a.scope = v_scope AND a.department_id IS NOT DISTINCT FROM v_department
           AND a.person_id IS NOT DISTINCT FROM p_person
         RETURNING * INTO v_row;
        IF NOT FOUND THEN ${INSERT} END IF;`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(grantFunction(INSERT));
  }
}

/** For a scope that has no row yet; another grant may be making it at the same time. */
const INSERT = `
  INSERT INTO quota_allocation AS a (period_id, scope, department_id, person_id, cap_tokens)
    VALUES (p_period, v_scope, v_department, p_person, p_change)
    ON CONFLICT (period_id, scope, department_id, person_id) DO UPDATE SET cap_tokens = coalesce(a.cap_tokens, 0) + p_change
    RETURNING * INTO v_row;`;

function grantFunction(changeCap: string): string {
  return `
    CREATE OR REPLACE FUNCTION quota_grant(p_period uuid, p_department uuid, p_person uuid, p_change bigint, p_reason text, p_by uuid)
    RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
      v_row quota_allocation;
      v_scope text := CASE WHEN p_person IS NOT NULL THEN 'person' WHEN p_department IS NOT NULL THEN 'department' ELSE 'contract' END;
      v_department uuid := CASE WHEN p_person IS NULL THEN p_department END;
    BEGIN
      ${changeCap}
      INSERT INTO token_ledger (period_id, kind, allocation_id, person_id, department_id, cap_change, reason, acted_by)
        VALUES (p_period, 'grant', v_row.id, v_row.person_id, v_row.department_id, p_change, p_reason, p_by);
      RETURN v_row.cap_tokens;
    END $$`;
}
