import { Readable } from 'node:stream';
import { DomainError } from '@bunan/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Lets files of these types come as bodies of requests. Nothing is read before the route does it, and so nothing of anybody
 * whom the guard refuses.
 */
export function acceptUploads(server: FastifyInstance, types: string[]): void {
  server.addContentTypeParser(types, (_request, payload, done) => {
    done(null, payload);
  });
}

/** How large a file may be, and what is said of a larger one. */
export interface UploadLimit {
  readonly maxBytes: number;
  readonly tooLarge: () => DomainError;
}

/**
 * Reads the file that a request brings.
 *
 * @throws {DomainError} `request.not-supported` when it brings none; `request.malformed` when it breaks off; what the
 *   limit says when it is too large
 */
export async function readUpload({ body, headers }: FastifyRequest, limit: UploadLimit): Promise<Buffer> {
  if (!(body instanceof Readable)) {
    throw new DomainError('request.not-supported', 'the body is no file of the type that is wanted');
  }
  const isAnnounced = Number(headers['content-length']) > limit.maxBytes;
  const file = isAnnounced ? null : await readUpTo(body, limit.maxBytes);
  if (file === null) {
    throw limit.tooLarge();
  }
  return file;
}

/** The whole stream; null when it is longer. Its rest is thrown away by the server, so that the answer still arrives. */
async function readUpTo(stream: Readable, maxBytes: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const piece of stream.iterator({ destroyOnReturn: false })) {
      const read: unknown = piece;
      if (!(read instanceof Uint8Array) || (bytes += read.length) > maxBytes) {
        return null;
      }
      pieces.push(read);
    }
  } catch (error) {
    throw new DomainError('request.malformed', 'the file broke off', {}, { cause: error });
  }
  return Buffer.concat(pieces);
}
