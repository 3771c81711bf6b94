import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { postgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { postgresUser, type PostgresUser } from './postgres-user.js';
import { StartError } from './start-error.js';

/** Where a server keeps its data and how it is reached. */
export interface PostgresSettings {
  /** Folder of its own, reachable for PostgreSQL's account. */
  readonly dir: string;
  readonly port: number;
  /** Password of the owner `bunan_owner`. */
  readonly password: string;
  /** Settings of the server, beside ours: `fsync=off` for tests. */
  readonly options?: readonly string[];
}

/** UTF-8, Japanese order, checksums: under the C locale pg_trgm finds nothing in Japanese. */
const INITDB = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=ja-JP', '--data-checksums'];

const SERVER = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'log_min_messages=warning'];

const STARTED_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 30;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (await holds()) {
      return true;
    }
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

/** A real PostgreSQL of our own, in a folder, on this machine only. */
export class PostgresServer {
  private readonly user: PostgresUser = postgresUser();
  private readonly binaries: PostgresBinaries;
  private readonly dataDir: string;
  private child: ChildProcess | null = null;

  /** @throws {StartError} when there is no PostgreSQL for this machine */
  constructor(private readonly settings: PostgresSettings) {
    mkdirSync(settings.dir, { recursive: true });
    this.binaries = postgresBinaries(this.user, join(settings.dir, 'programs'));
    this.dataDir = join(settings.dir, 'data');
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** URL of a database for the owner. */
  url(database: string): string {
    return `postgres://bunan_owner:${this.settings.password}@127.0.0.1:${String(this.settings.port)}/${database}`;
  }

  /** Makes the folder of data, if it is not there yet. */
  initialise(): void {
    if (existsSync(join(this.dataDir, 'PG_VERSION'))) {
      return;
    }
    const passwordFile = join(this.settings.dir, `password-${randomBytes(6).toString('hex')}`);
    mkdirSync(this.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(passwordFile, this.settings.password, { mode: 0o600 });
    if ('uid' in this.user) {
      chownSync(this.dataDir, this.user.uid, this.user.gid);
      chownSync(passwordFile, this.user.uid, this.user.gid);
    }
    const args = [`--pgdata=${this.dataDir}`, '--auth=scram-sha-256', '--username=bunan_owner', `--pwfile=${passwordFile}`, ...INITDB];
    const { status, stderr } = spawnSync(this.binaries.initdb, args, { ...this.user, cwd: this.settings.dir, encoding: 'utf8' });
    rmSync(passwordFile, { force: true });
    if (status !== 0) {
      throw new StartError(`データベースを用意できませんでした。${stderr.trim()}`);
    }
  }

  /**
   * Starts the server and waits until it answers; one that a crash has left behind is stopped first.
   *
   * @param onEnd told when it ends although nobody stopped it
   */
  async start(onEnd: () => void = () => undefined): Promise<void> {
    await this.stopLeftOver();
    const options = [...SERVER, ...(this.settings.options ?? [])].flatMap((option) => ['-c', option]);
    const log = openSync(join(this.settings.dir, 'postgresql.log'), 'a', 0o600);
    // A process group of its own: Ctrl-C reaches the launcher only, which ends everything in order.
    this.child = spawn(this.binaries.postgres, ['-D', this.dataDir, '-p', String(this.settings.port), ...options], {
      ...this.user,
      cwd: this.settings.dir,
      detached: true,
      stdio: ['ignore', log, log],
    });
    const child = this.child;
    child.on('error', () => undefined);
    const isUp = await until(async () => child.exitCode !== null || (await this.answers()), STARTED_WITHIN_MS);
    if (!isUp || child.exitCode !== null) {
      throw new StartError(`データベースが起動しませんでした。${join(this.settings.dir, 'postgresql.log')} を見てください。`);
    }
    child.once('exit', () => {
      if (this.child === child) {
        onEnd();
      }
    });
  }

  /** Ends the server: open connections are closed, committed work is kept. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child?.pid !== undefined && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    }
  }

  private async answers(): Promise<boolean> {
    const client = new Client({ connectionString: this.url('postgres'), connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async stopLeftOver(): Promise<void> {
    const file = join(this.dataDir, 'postmaster.pid');
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : NaN;
    if (!Number.isInteger(pid) || !isAlive(pid) || !this.isOurs(pid)) {
      return;
    }
    process.kill(pid, 'SIGINT');
    if (!(await until(() => !isAlive(pid), STOPPED_WITHIN_MS))) {
      throw new StartError('前に動いていたデータベースが止まりません。少し待ってから、もう一度起動してください。');
    }
  }

  /** After a restart of the machine the number may belong to another program, which must not be touched. */
  private isOurs(pid: number): boolean {
    const commandLine = `/proc/${String(pid)}/cmdline`;
    return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes(this.dataDir);
  }
}
