import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError, templateIdSchema } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';

/** Parameter of a handler: the template that the route's `:id` names. @throws {DomainError} `not-found` for what can be none's */
export const TemplateId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
  const id = templateIdSchema.safeParse(request.params.id);
  if (!id.success) {
    throw new DomainError('not-found', 'no template has such an id');
  }
  return id.data;
});
