import { brotliCompress, constants } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Smaller answers gain nothing, characters. */
const WORTH_IT = 4_096;

/** Quality 4: about as small as gzip, several times as fast. */
const OPTIONS = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/**
 * Compresses the library of templates on its way out: the largest answer of a first page.
 *
 * Nothing else of the API is compressed: the length of a compressed answer can tell something of what is in it, and a
 * template holds no secret. How somebody uses it is neither secret nor ever in one answer with what others have sent.
 */
export function compressTemplates(
  { url, headers }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
): void {
  const isTaken = /\bbr\b/.test(headers['accept-encoding'] ?? '');
  if (!isTaken || typeof payload !== 'string' || payload.length < WORTH_IT || !/^\/api\/templates(\/[a-z0-9-]+)?(\?|$)/.test(url)) {
    done(null, payload);
    return;
  }
  void reply.header('content-encoding', 'br').header('vary', 'accept-encoding').removeHeader('content-length');
  brotliCompress(payload, OPTIONS, done);
}
