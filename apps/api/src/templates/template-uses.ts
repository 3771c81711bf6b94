import { Injectable } from '@nestjs/common';
import type { TemplateUse } from '@bunan/contracts';
import { DataSource } from 'typeorm';
import type { Actor } from '../http/access.js';

interface UseRow {
  templateId: string;
  isFavourite: boolean;
  lastUsedAt: Date | null;
  usesInDepartment: number;
}

/** Of the person $1 and the department $2: what each has marked or begun, one row a template. */
const USES = `
  SELECT template_id AS "templateId", bool_or(marked) AS "isFavourite", max(used_at) AS "lastUsedAt", sum(uses)::int AS "usesInDepartment"
    FROM (SELECT template_id, true AS marked, NULL::timestamptz AS used_at, 0::bigint AS uses FROM template_favourite WHERE person_id = $1
           UNION ALL
          SELECT template_id, false, max(created_at), 0 FROM draft WHERE author_id = $1 AND trial_test IS NULL GROUP BY template_id
           UNION ALL
          SELECT template_id, false, NULL, count(*) FROM draft
           WHERE department_id = $2 AND trial_test IS NULL AND created_at > now() - interval '90 days' GROUP BY template_id) u
   GROUP BY template_id`;

/** Reads how a person and their department use the templates. */
@Injectable()
export class TemplateUses {
  constructor(private readonly dataSource: DataSource) {}

  /** By template; one that is missing was neither marked nor used. */
  async of({ personId, departmentId }: Actor): Promise<ReadonlyMap<string, TemplateUse>> {
    const rows = await this.dataSource.query<UseRow[]>(USES, [personId, departmentId]);
    return new Map(
      rows.map(({ templateId, isFavourite, lastUsedAt, usesInDepartment }) => [
        templateId,
        { isFavourite, lastUsedAt: lastUsedAt?.toISOString() ?? null, usesInDepartment },
      ]),
    );
  }
}
