import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** One program of the installation. */
export interface ServiceSettings {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** Told when the program ended although nobody stopped it; it is started again after `waitMs`. */
  readonly onEnd: (waitMs: number) => void;
  /** Told when it has been started again, as another process. */
  readonly onRestart: () => void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** A program that has run for this long has started well: the next wait is short again, ms. */
const STEADY_MS = 30_000;

/** Time that a program may take to end before it is killed, ms. */
const STOPPED_WITHIN_MS = 20_000;

/** A program of ours as a process, started again whenever it dies. */
export class Service {
  private child: ChildProcess | null = null;
  private readonly stopping = new AbortController();
  private waitMs = FIRST_WAIT_MS;

  constructor(private readonly settings: ServiceSettings) {
    this.launch();
  }

  get name(): string {
    return this.settings.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Asks the program to end and waits; kills it when it does not. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await ended;
    clearTimeout(killer);
  }

  private launch(): void {
    const log = openSync(this.settings.logFile, 'a', 0o600);
    const startedAt = performance.now();
    // A process group of its own: Ctrl-C reaches the launcher only, which ends everything in order.
    this.child = spawn(process.execPath, [this.settings.script, ...(this.settings.args ?? [])], {
      env: this.settings.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    this.child.on('error', () => undefined);
    this.child.once('exit', () => void this.relaunch(performance.now() - startedAt));
  }

  private async relaunch(ranMs: number): Promise<void> {
    if (this.stopping.signal.aborted) {
      return;
    }
    this.waitMs = ranMs > STEADY_MS ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, this.waitMs * 2);
    this.settings.onEnd(this.waitMs);
    await sleep(this.waitMs, undefined, { signal: this.stopping.signal }).then(
      () => {
        this.launch();
        this.settings.onRestart();
      },
      // Somebody stopped the program while it waited.
      () => undefined,
    );
  }
}
