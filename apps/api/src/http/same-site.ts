import { DomainError } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { DOCX, OCTETS } from '../openapi/route-description.js';

/** What a browser says of a request that our own page makes, or that a person types in (Fetch Metadata, W3C). */
const OWN_SITE = new Set(['same-origin', 'none']);

/** Types that no form of another page can send. */
const OWN_TYPES = new Set(['application/json', DOCX, OCTETS]);

/**
 * Lets a change pass only when it comes from our own page, and as JSON or a file, which no form of another page can send.
 *
 * Programs that are no browser send no `Sec-Fetch-Site`; the session's CSRF token is asked for besides.
 *
 * @throws {DomainError} `session.csrf` for a request of another site; `request.not-supported` for another body
 */
export function refuseForeignChange({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string' && !OWN_SITE.has(site)) {
    throw new DomainError('session.csrf', 'the request comes from another site');
  }
  if (hasBody(headers) && !OWN_TYPES.has(typeOf(headers['content-type'] ?? ''))) {
    throw new DomainError('request.not-supported', 'the body is neither JSON nor a file');
  }
}

function hasBody(headers: FastifyRequest['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** The media type without its parameters. */
function typeOf(contentType: string): string {
  return contentType.replace(/;.*$/s, '').trim().toLowerCase();
}
