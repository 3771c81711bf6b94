import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError, idempotencyKeySchema } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';

/** Header `Idempotency-Key`. @throws {DomainError} `request.invalid` when it is missing or malformed */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  const key = idempotencyKeySchema.safeParse(header);
  if (!key.success) {
    const message = key.error.issues[0]?.message ?? '';
    throw new DomainError(
      'request.invalid',
      'no valid idempotency key',
      {},
      {
        errors: [{ path: 'Idempotency-Key', code: 'required', message }],
      },
    );
  }
  return key.data;
});
