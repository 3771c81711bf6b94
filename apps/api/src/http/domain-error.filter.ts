import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError, errorTable, type ErrorCode, type Problem } from '@bunan/contracts';
import { isDatabaseUnavailable } from '@bunan/database';
import type { FastifyReply } from 'fastify';

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'request.malformed',
  401: 'session.required',
  403: 'forbidden',
  404: 'not-found',
  405: 'request.method',
  413: 'request.too-large',
  415: 'request.not-supported',
  429: 'too-many-requests',
  503: 'service.unavailable',
};

/** HTTP status that Nest or Fastify gave an error of the request itself, if it did. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) {
    return error.getStatus();
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Every failure as one that a person can act on; what nobody foresaw is `unexpected`, without details. */
export function asDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) {
    return error;
  }
  if (isDatabaseUnavailable(error)) {
    return new DomainError('service.unavailable', 'the database cannot be reached', {}, { cause: error });
  }
  const status = statusOf(error) ?? 500;
  const foreseen = CODE_OF_STATUS[status] ?? (status < 500 ? 'request.malformed' : 'unexpected');
  return new DomainError(foreseen, 'the request failed', {}, { cause: error });
}

/** The problem document (RFC 9457) of a failure. */
export function problemOf(failure: DomainError): Problem {
  const { status, title } = errorTable[failure.code];
  return {
    type: 'about:blank',
    status,
    code: failure.code,
    title,
    errors: [...failure.errors],
    ...(Object.keys(failure.details).length > 0 ? { details: { ...failure.details } } : {}),
  };
}

/** Turns every failure of a request into `application/problem+json`; logs only what nobody foresaw. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(DomainErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const failure = asDomainError(error);
    if (failure.code === 'unexpected') {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : 'a value that is no error was thrown');
    }
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const problem = problemOf(failure);
    const wait = failure.details.retryAfterSeconds;
    if (wait !== undefined) {
      void reply.header('retry-after', String(wait));
    }
    void reply.status(problem.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }
}
