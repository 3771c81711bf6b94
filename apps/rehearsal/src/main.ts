import { parseArgs } from 'node:util';
import { rehearsalServer } from './server.js';

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '3002' },
    'delay-ms': { type: 'string', default: '300' },
    'chars-per-second': { type: 'string', default: '120' },
  },
});
const server = rehearsalServer({ delayMs: Number(values['delay-ms']), charsPerSecond: Number(values['chars-per-second']) });
server.listen(Number(values.port), values.host);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
