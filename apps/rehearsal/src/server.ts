import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { tokenCounter } from '@bunan/tokens';
import { defaultSchema, nextSchema } from './behaviour.js';
import { Chat, type Pace } from './chat.js';
import { chatRequestSchema } from './chat-request.js';
import { Meter } from './meter.js';
import { Script } from './script.js';

/** Name under which the server offers itself. */
const MODEL = 'keiko';

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const body = await text(request);
  return body === '' ? {} : JSON.parse(body);
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, message: string): void {
  json(response, status, { error: { message, type: 'invalid_request_error' } });
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
type Routes = Readonly<Record<string, Handler>>;

/** What a provider offers. */
function providerRoutes(chat: Chat): Routes {
  return {
    'GET /v1/models': (_, response) => {
      json(response, 200, { object: 'list', data: [{ id: MODEL, object: 'model', created: 0, owned_by: 'rehearsal' }] });
    },
    'POST /v1/chat/completions': async (request, response) => {
      const parsed = chatRequestSchema.safeParse(await bodyOf(request));
      if (parsed.success) {
        await chat.answer(parsed.data, response);
      } else {
        refuse(response, 400, parsed.error.message);
      }
    },
  };
}

/** What a test or a load generator tells the server, and asks it. */
function controlRoutes(script: Script, meter: Meter): Routes {
  return {
    'GET /health': (_, response) => {
      json(response, 200, { status: 'ok' });
    },
    'POST /control/next': async (request, response) => {
      script.add(nextSchema.parse(await bodyOf(request)).calls);
      json(response, 200, {});
    },
    'POST /control/default': async (request, response) => {
      script.setDefault(defaultSchema.parse(await bodyOf(request)).behaviour);
      json(response, 200, {});
    },
    'POST /control/release': (_, response) => {
      json(response, 200, { released: script.release() });
    },
    'POST /control/reset': (_, response) => {
      script.reset();
      meter.reset();
      json(response, 200, {});
    },
    'GET /control/meter': (_, response) => {
      json(response, 200, { ...meter.reading(), held: script.heldCount });
    },
    'GET /control/calls': (_, response) => {
      json(response, 200, { calls: meter.log });
    },
  };
}

/**
 * The rehearsal server (稽古用モデル): speaks the provider's protocol, and does what its control interface says.
 *
 * Not yet listening. It has no protection of its own and is bound to this machine.
 */
export function rehearsalServer(pace: Pace): Server {
  const script = new Script();
  const meter = new Meter();
  const chat = new Chat(script, meter, tokenCounter('o200k_base'), pace);
  const routes: Routes = { ...providerRoutes(chat), ...controlRoutes(script, meter) };
  return createServer((request, response) => {
    const handler = routes[`${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''}`];
    if (handler === undefined) {
      refuse(response, 404, 'no such route');
      return;
    }
    Promise.resolve(handler(request, response)).catch((error: unknown) => {
      if (!response.headersSent) {
        refuse(response, 400, error instanceof Error ? error.message : 'unknown');
      }
    });
  });
}
