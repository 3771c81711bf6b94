import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Wrong passwords older than this count for nothing any more; see SignInThrottle. */
const FORGET_FAILURES_AFTER = '1 day';

/** Clears away what has run out and nobody will ask for: sessions, counted sign-in failures. */
@Injectable()
export class ExpiredRows {
  constructor(private readonly dataSource: DataSource) {}

  async clear(): Promise<void> {
    await this.dataSource.query('DELETE FROM session WHERE expires_at < now()');
    await this.dataSource.query(
      `DELETE FROM sign_in_throttle
        WHERE last_failure_at < now() - interval '${FORGET_FAILURES_AFTER}' AND (locked_until IS NULL OR locked_until < now())`,
    );
  }
}
