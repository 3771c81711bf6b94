import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeAccount } from '../../apps/local/src/practice.js';
import type { RunFile } from '../../apps/local/src/data-dir.js';
import { until } from './program.js';

/** How a launcher is started otherwise than by the person who runs the tests. */
export interface LauncherOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs the launcher: as another user, for instance. */
  readonly through?: readonly [string, ...string[]];
}

/** `npm start` as a person uses it: one command, its output, its data folder. */
export class Launcher {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<number | null>;

  constructor(
    readonly dataDir: string,
    { env = {}, through = ['env'] }: LauncherOptions = {},
  ) {
    const [command, ...args] = through;
    const { PATH, HOME } = process.env;
    const child = spawn(command, [...args, process.execPath, join('scripts', 'start.cjs')], {
      env: { PATH, HOME, DATA_DIR: dataDir, PORT: '0', WORKER_HEALTH_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        this.output += bytes.toString('utf8');
      });
    }
    this.child = child;
    this.ended = new Promise((resolve) => child.once('exit', resolve));
  }

  /** Resolves when it says that everything runs. */
  async ready(): Promise<void> {
    await until(`everything runs: ${this.output}`, () => {
      if (this.child.exitCode !== null) {
        throw new Error(`the launcher has ended: ${this.output}`);
      }
      return this.output.includes('終えるときは Ctrl-C');
    });
  }

  /** Its exit code when it ends by itself. */
  exit(): Promise<number | null> {
    return this.ended;
  }

  /** What it has noted of itself. */
  run(): RunFile {
    const run: RunFile = JSON.parse(readFileSync(join(this.dataDir, 'run.json'), 'utf8'));
    return run;
  }

  get isNoted(): boolean {
    return existsSync(join(this.dataDir, 'run.json'));
  }

  accounts(): PracticeAccount[] {
    const accounts: PracticeAccount[] = JSON.parse(readFileSync(join(this.dataDir, 'practice-accounts.json'), 'utf8'));
    return accounts;
  }

  /** As Ctrl-C does. */
  async interrupt(): Promise<number | null> {
    const { launcher } = this.run().pids;
    if (launcher !== undefined) {
      process.kill(launcher, 'SIGINT');
    }
    return this.ended;
  }
}

/** Whether a process is there; one that has ended and not been collected is not. */
export function isRunning(pid: number | undefined): boolean {
  if (pid === undefined) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}
