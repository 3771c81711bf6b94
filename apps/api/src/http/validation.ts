import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DomainError, fieldErrors } from '@bunan/contracts';
import type * as z from 'zod';

/** All our schemas are zod's: their issues have a code. */
function isZodIssue(issue: object): issue is z.core.$ZodIssue {
  return 'code' in issue;
}

/**
 * Validates every body, query and parameter that names a schema; a request that does not fit answers 400 with each
 * error named.
 */
export const validation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const errors = fieldErrors({ issues: issues.filter(isZodIssue) });
    return new DomainError('request.invalid', 'the request does not fit its schema', {}, { errors });
  },
});
