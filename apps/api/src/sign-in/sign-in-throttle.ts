import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';
import { DataSource } from 'typeorm';

/** Wrong passwords that cost nothing but the try; after them the wait doubles from one second. */
const FREE_TRIES = 5;

/** Tries from one address for any number of logins: people of one office share an address, so it is far wider. */
const FREE_TRIES_PER_ADDRESS = 100;

/** Longest wait, seconds. */
const MAX_WAIT_SECONDS = 300;

/** Failures are forgotten after this long without another one. */
const FORGET_AFTER = '30 minutes';

interface Try {
  readonly key: string;
  readonly free: number;
}

/** Login names and addresses are stored as hashes: the table is no list of who exists. */
function triesOf(login: string, address: string): readonly Try[] {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url');
  return [
    { key: hash(`login ${login.toLowerCase()} ${address}`), free: FREE_TRIES },
    { key: hash(`address ${address}`), free: FREE_TRIES_PER_ADDRESS },
  ];
}

/** Slows down guessing: after 5 wrong passwords for one login from one address each further one doubles the wait. */
@Injectable()
export class SignInThrottle {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws {DomainError} `session.throttled` with `retryAfterSeconds` while the wait lasts; tries then count nothing. */
  async check(login: string, address: string): Promise<void> {
    const [row] = await this.dataSource.query<{ seconds: number | null }[]>(
      `SELECT ceil(extract(epoch FROM max(locked_until) - now()))::int AS seconds
         FROM sign_in_throttle WHERE key = ANY($1) AND locked_until > now()`,
      [triesOf(login, address).map((each) => each.key)],
    );
    if (row?.seconds) {
      throw new DomainError('session.throttled', 'too many wrong passwords', { retryAfterSeconds: row.seconds });
    }
  }

  /** Counts a wrong password. */
  async fail(login: string, address: string): Promise<void> {
    for (const { key, free } of triesOf(login, address)) {
      await this.dataSource.query(
        `INSERT INTO sign_in_throttle AS t (key, failures, last_failure_at) VALUES ($1, 1, now())
         ON CONFLICT (key) DO UPDATE SET
           failures = CASE WHEN t.last_failure_at < now() - interval '${FORGET_AFTER}' THEN 1 ELSE t.failures + 1 END,
           last_failure_at = now(),
           locked_until = CASE WHEN t.failures + 1 >= $2
             THEN now() + make_interval(secs => least(power(2, least(t.failures + 1 - $2, 20)), $3)) END`,
        [key, free, MAX_WAIT_SECONDS],
      );
    }
  }

  /** A right password forgets the failures of this login; those of the address stay counted. */
  async succeed(login: string, address: string): Promise<void> {
    const [ownTries] = triesOf(login, address);
    await this.dataSource.query('DELETE FROM sign_in_throttle WHERE key = $1', [ownTries?.key]);
  }
}
