import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DataSource } from 'typeorm';

/** Wrong passwords older than this count for nothing any more; see SignInThrottle. */
const FORGET_FAILURES_AFTER = '1 day';

/** Files that neither a draft nor a saved form names are kept so long: somebody may still be filling the form in. */
const KEEP_LOOSE_FILES_FOR = '1 day';

/** `f` is named by nothing, and has been long enough. */
const IS_LOOSE = `f.uploaded_at < now() - interval '${KEEP_LOOSE_FILES_FOR}' AND f.input_of IS NULL
  AND NOT EXISTS (SELECT FROM draft_file l WHERE l.file_id = f.id)`;

/** Clears away what has run out and nobody will ask for: sessions, counted sign-in failures, files that nothing names. */
@Injectable()
export class ExpiredRows {
  constructor(private readonly dataSource: DataSource) {}

  async clear(): Promise<void> {
    await this.dataSource.query('DELETE FROM session WHERE expires_at < now()');
    await this.dataSource.query(
      `DELETE FROM sign_in_throttle
        WHERE last_failure_at < now() - interval '${FORGET_FAILURES_AFTER}' AND (locked_until IS NULL OR locked_until < now())`,
    );
    await this.eraseLooseFiles();
  }

  private async eraseLooseFiles(): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      // A draft that is taking a file has it locked: it is passed over. One that took it before that the second statement sees.
      const held = await manager.query<{ id: string }[]>(`SELECT f.id FROM attached_file f WHERE ${IS_LOOSE} FOR UPDATE SKIP LOCKED`);
      const erased = await manager.query<unknown[]>(
        `WITH erased AS (DELETE FROM attached_file f WHERE f.id = ANY ($1::text[]) AND ${IS_LOOSE} RETURNING id) SELECT FROM erased`,
        [held.map(({ id }) => id)],
      );
      if (erased.length > 0) {
        const detail = { files: erased.length };
        await recordAudit(manager, {
          personId: null,
          departmentId: null,
          action: 'file.expire',
          outcome: 'done',
          objectType: 'file',
          detail,
        });
      }
    });
  }
}
