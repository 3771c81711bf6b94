import cookie from '@fastify/cookie';
import staticFiles from '@fastify/static';
import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@bunan/config';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import { compressTemplates } from './http/compressed.js';
import { acceptUploads } from './http/upload.js';
import { DOCX, OCTETS } from './openapi/route-description.js';

/** Largest body, bytes: two templates to be compared, with room. A transcript of 30,000 characters, every one escaped, is a fifth. */
const MAX_BODY_BYTES = 960 * 1024;

/** Files with a hash in their name never change; they are sent compressed where the browser takes that. */
const HASHED = /-[\w-]{8}\.(?:js|css|woff2?)(?:\.(?:br|gz))?$/;

/** Only our own scripts, styles, fonts and pictures; no frames, no plugins, no other host. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** A path that no route has. */
const NOWHERE = '/api/nowhere';

/** Whether a path can be decoded; one that cannot names nothing, and is answered like any other unknown path. */
function isReadable(path: string): boolean {
  try {
    return decodeURI(path.split('?')[0] ?? '') !== '';
  } catch {
    return false;
  }
}

/** What every answer carries: the browser's protections, and that nothing of the API is kept by anybody. */
function addHeaders(server: FastifyInstance, config: Config): void {
  const protect = helmet({
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: config.http.publicOrigin.startsWith('https:'),
  });
  server.addHook('onRequest', (request, reply, next) => {
    if (request.url.startsWith('/api') || request.url.startsWith('/health')) {
      void reply.header('cache-control', 'no-store');
    }
    protect(request.raw, reply.raw, (error) => {
      next(error instanceof Error ? error : undefined);
    });
  });
}

/**
 * Builds the HTTP application, not yet listening.
 *
 * @param webRoot folder of the built web application; without it only the API is served
 */
export async function createApp(config: Config, webRoot?: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: [...config.http.trustedProxies],
    forceCloseConnections: true,
    rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : NOWHERE),
  });
  Logger.overrideLogger(new ConsoleLogger({ json: true, logLevels: [...config.logLevels] }));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(config), adapter);
  await app.register(cookie);
  addHeaders(adapter.getInstance(), config);
  adapter.getInstance().addHook('onSend', compressTemplates);
  acceptUploads(adapter.getInstance(), [DOCX, OCTETS]);
  if (webRoot !== undefined) {
    await app.register(staticFiles, {
      root: webRoot,
      wildcard: false,
      index: false,
      preCompressed: true,
      setHeaders: (reply, path) => {
        void reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.enableShutdownHooks();
  return app;
}
