import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A reader who takes nothing for so long is cut off: it holds a connection to the database, ms. */
const READER_IDLE_MS = 60_000;

/** What comes next, and what after it: a timer runs while the reader takes what was given. */
async function* taken(first: IteratorResult<string, void>, rest: AsyncGenerator<string, void, void>, giveUp: () => void) {
  for (let next = first; next.done !== true; next = await rest.next()) {
    const timer = setTimeout(giveUp, READER_IDLE_MS);
    try {
      yield next.value;
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * Sends a file as it comes into being, no faster than it is read. A failure before the first piece is an ordinary
 * answer; later the connection is cut, so that half a file never looks like a whole one.
 *
 * @param pieces are ended as soon as the reader has gone
 */
export async function sendPieces(reply: FastifyReply, pieces: AsyncGenerator<string, void, void>): Promise<void> {
  const first = await pieces.next();
  const giveUp = () => stream.destroy(new Error('the reader takes nothing any more'));
  const stream: Readable = Readable.from(taken(first, pieces, giveUp), { objectMode: false });
  stream.once('close', () => {
    // Nobody is left to be told of a failure of the ending itself; the pool drops the connection.
    pieces.return().catch(() => undefined);
  });
  await reply.send(stream);
}
