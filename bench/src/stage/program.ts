import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithBench } from './interrupt.js';

/** Time that a program may take to be ready, ms. */
const READY_WITHIN_MS = 60_000;

/** Whether a URL answers with a success. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/** A Node program as a process of its own. */
export class Program {
  private readonly forget = endWithBench(() => this.stop());

  private constructor(private readonly child: ChildProcess) {}

  /** Starts the program; resolves when `readyUrl` answers. @throws with what it wrote when it ends before */
  static async start(args: readonly string[], env: Readonly<Record<string, string>>, readyUrl: string): Promise<Program> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, args, { env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const program = new Program(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        output = (output + bytes.toString('utf8')).slice(-4_000);
      });
    }
    const end = performance.now() + READY_WITHIN_MS;
    while (!(await answers(readyUrl))) {
      if (child.exitCode !== null || performance.now() > end) {
        child.kill('SIGKILL');
        throw new Error(`${args.join(' ')} did not become ready: ${output}`);
      }
      await sleep(30);
    }
    return program;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Ends the program and waits until it is gone. */
  async stop(): Promise<void> {
    this.forget();
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return;
    }
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await gone;
  }
}
