import { execFileSync, spawnSync } from 'node:child_process';
import { StartError } from './start-error.js';

/** The account that PostgreSQL runs as; nothing for an ordinary user, who runs it as himself. */
export type PostgresUser = { readonly uid: number; readonly gid: number } | Record<string, never>;

function idOf(flag: '-u' | '-g'): number | null {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
}

/** PostgreSQL refuses to run as root: then the account `postgres` is used, and made where it is missing. */
export function postgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) {
    return {};
  }
  if (idOf('-u') === null) {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres']);
    } catch (error) {
      throw new StartError('PostgreSQL を動かす利用者 postgres を作れませんでした。root でない利用者で起動してください。', {
        cause: error,
      });
    }
  }
  return { uid: idOf('-u') ?? 0, gid: idOf('-g') ?? 0 };
}

/** Whether that account can get to a path. */
export function canReach(user: PostgresUser, path: string): boolean {
  return spawnSync('test', ['-r', path], user).status === 0;
}
