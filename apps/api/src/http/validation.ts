import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';

/** Path of a Standard Schema issue, parts joined by dots. */
function dotted(path: readonly unknown[] | undefined): string {
  return (path ?? [])
    .map((part) => (typeof part === 'object' && part !== null && 'key' in part ? String(part.key) : String(part)))
    .join('.');
}

/**
 * Validates every body, query and parameter that names a schema; a request that does not fit answers 400 with each
 * error named.
 */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) =>
    new DomainError(
      'request.invalid',
      'the request does not fit its schema',
      {},
      {
        errors: issues.map((issue) => ({ path: dotted(issue.path), code: 'invalid', message: issue.message })),
      },
    ),
});
