import { preciseNow } from '../statistics.js';
import { Connection, type Answer } from './connection.js';
import type { Order, Outcome, PlainRequest } from './order.js';

/** Counts answers by their status. */
class Tally {
  private readonly statuses: Record<string, number> = {};
  private bodyBytes = 0;
  private readonly startedMs = preciseNow();

  add({ status, bodyBytes }: Answer): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    this.bodyBytes += bodyBytes;
  }

  get outcome(): Outcome {
    return { startedMs: this.startedMs, endedMs: preciseNow(), statuses: this.statuses, bodyBytes: this.bodyBytes };
  }
}

function bytesOf({ method, path, headers, body }: PlainRequest, host: string): Buffer {
  const length = method === 'POST' ? [`content-length: ${String(Buffer.byteLength(body))}`] : [];
  const lines = [`host: ${host}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ...length];
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}

async function burst(order: Extract<Order, { kind: 'burst' }>): Promise<Outcome> {
  const { hostname, port, host } = new URL(order.url);
  const prepared = order.requests.map((request) => bytesOf(request, host));
  const tally = new Tally();
  await Promise.all(
    prepared.map(async (request) => {
      const connection = await Connection.open(hostname, Number(port));
      tally.add(await connection.send(request));
      connection.close();
    }),
  );
  return tally.outcome;
}

async function steady(order: Extract<Order, { kind: 'steady' }>): Promise<Outcome> {
  const { hostname, port, host } = new URL(order.url);
  const prepared = order.requests.map((request) => bytesOf(request, host));
  const connections = await Promise.all(Array.from({ length: order.connections }, () => Connection.open(hostname, Number(port))));
  const tally = new Tally();
  const end = performance.now() + order.forMs;
  let next = 0;
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < end) {
        const request = prepared[next % prepared.length];
        next += 1;
        if (request !== undefined) {
          tally.add(await connection.send(request));
        }
      }
      connection.close();
    }),
  );
  return tally.outcome;
}

process.on('message', (order: Order) => {
  void (order.kind === 'burst' ? burst(order) : steady(order)).then((outcome) => process.send?.(outcome));
});
