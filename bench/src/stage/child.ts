import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** A part of the bench in a process of its own, which answers each message with one. */
export class Child<Asked extends object, Answered> {
  private readonly child: ChildProcess;

  /** @param name folder in bench/src whose main.ts it is */
  constructor(name: string, args: readonly string[] = []) {
    this.child = fork(join('dist', 'bench', 'src', name, 'main.js'), [...args]);
  }

  /** @throws when the process ends instead of answering */
  ask(message: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const fail = () => {
        reject(new Error('a process of the bench has ended'));
      };
      this.child.once('exit', fail);
      this.child.once('message', (answer: Answered) => {
        this.child.off('exit', fail);
        resolve(answer);
      });
      this.child.send(message);
    });
  }

  stop(): void {
    this.child.removeAllListeners();
    this.child.kill();
  }
}
