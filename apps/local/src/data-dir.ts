import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createKeyFile } from '@bunan/vault';
import * as z from 'zod';
import { canReach, postgresUser } from './postgres-user.js';
import { StartError } from './start-error.js';

/** Room that a start needs: PostgreSQL alone takes 100 MB at first, bytes. */
const NEEDED_BYTES = 400 * 1024 * 1024;

const portsSchema = z.object({ api: z.int(), worker: z.int(), rehearsal: z.int(), postgresql: z.int().optional() }).readonly();

/** Ports of the programs; of the database too, where it is our own. */
export type Ports = z.infer<typeof portsSchema>;

const runFileSchema = z
  .object({ url: z.string(), ports: portsSchema, pids: z.record(z.string(), z.number().optional()).readonly() })
  .readonly();

/** What runs, for people and programs that look for it. */
export type RunFile = z.infer<typeof runFileSchema>;

const passwordsSchema = z.object({ owner: z.string(), app: z.string() });

/** The folder in which one machine's installation keeps everything. */
export class DataDir {
  private constructor(readonly path: string) {}

  /**
   * Opens the folder, made when it is missing.
   *
   * A folder below one that only root can read is of no use to PostgreSQL's account: then the data go to
   * `/var/lib/bunan-…`, a name made from the place of the checkout.
   *
   * @throws {StartError} when there is no room
   */
  static open(wanted: string): DataDir {
    const path = resolve(wanted);
    mkdirSync(path, { recursive: true });
    const user = postgresUser();
    const isRoot = 'uid' in user;
    // Others may pass through to PostgreSQL's own folder; each file says who may read it.
    chmodSync(path, isRoot ? 0o711 : 0o700);
    const reachable = !isRoot || canPass(path);
    const dir = new DataDir(reachable ? path : elsewhere(path));
    const { bavail, bsize } = statfsSync(dir.path);
    if (bavail * bsize < NEEDED_BYTES) {
      throw new StartError(`${dir.path} に空きがありません。400 MB 以上空けてから、もう一度起動してください。`);
    }
    return dir;
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** The key file of the vault, made at the first start. */
  keyFile(): string {
    const file = this.file('vault.key');
    if (!existsSync(file)) {
      createKeyFile(file);
    }
    return file;
  }

  /** Passwords of the database's users, made at the first start. */
  databasePasswords(): { owner: string; app: string } {
    const file = this.file('database.json');
    if (!existsSync(file)) {
      const password = () => randomBytes(24).toString('base64url');
      writeFileSync(file, JSON.stringify({ owner: password(), app: password() }), { mode: 0o600, flag: 'wx' });
    }
    return passwordsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  }

  readRun(): RunFile | null {
    try {
      return runFileSchema.parse(JSON.parse(readFileSync(this.file('run.json'), 'utf8')));
    } catch {
      return null;
    }
  }

  /** Whoever reads the file meanwhile sees the old one or the new one, never a half. */
  writeRun(run: RunFile): void {
    writeFileSync(this.file('run.json.new'), `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
    renameSync(this.file('run.json.new'), this.file('run.json'));
  }

  removeRun(): void {
    rmSync(this.file('run.json'), { force: true });
  }
}

/** Whether PostgreSQL's account can pass through a folder that it may not list. */
function canPass(path: string): boolean {
  const probe = join(path, 'probe');
  writeFileSync(probe, '', { mode: 0o644 });
  try {
    return canReach(postgresUser(), probe);
  } finally {
    rmSync(probe, { force: true });
  }
}

function elsewhere(path: string): string {
  const name = createHash('sha256').update(path).digest('hex').slice(0, 8);
  const other = `/var/lib/bunan-${name}`;
  mkdirSync(other, { recursive: true, mode: 0o711 });
  chmodSync(other, 0o711);
  return other;
}
