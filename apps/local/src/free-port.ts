import { createServer } from 'node:net';
import { StartError } from './start-error.js';

function listenOnce(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => {
        resolve(taken);
      });
    });
  });
}

/**
 * The port, when it can be taken; 0 finds a free one.
 *
 * @throws {StartError} when another program has it
 */
export async function freePort(host: string, port: number, setting: string): Promise<number> {
  try {
    return await listenOnce(host, port);
  } catch (error) {
    throw new StartError(`ポート ${String(port)} はほかのプログラムが使っています。${setting} に別の番号を設定して起動してください。`, {
      cause: error,
    });
  }
}
