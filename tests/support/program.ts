import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds. @throws when it does not in time, saying what was waited for */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) {
      throw new Error(`not within ${String(withinMs)} ms: ${what}`);
    }
    await sleep(25);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** One of our programs as a real process. */
export class Program {
  private child: ChildProcess | null = null;
  /** Everything it has written. */
  output = '';
  /** It ended although the test did not end it. */
  hasDied = false;

  constructor(
    readonly name: string,
    private readonly args: readonly string[],
    private readonly env: Readonly<Record<string, string>>,
    private readonly readyUrl: string,
  ) {}

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts the process; resolves when it is ready, or at once with `wait: false`. */
  async start({ wait = true } = {}): Promise<void> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, this.args, { env: { PATH, HOME, ...this.env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        this.output += bytes.toString('utf8');
      });
    }
    child.once('exit', () => {
      this.hasDied ||= this.child === child;
    });
    if (wait) {
      await this.ready();
    }
  }

  async ready(): Promise<void> {
    await until(`${this.name} is ready: ${this.output.slice(-2_000)}`, () => {
      if (this.hasDied) {
        throw new Error(`${this.name} has ended: ${this.output.slice(-2_000)}`);
      }
      return answers(this.readyUrl);
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends the process with a signal and waits until it is gone. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child?.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
