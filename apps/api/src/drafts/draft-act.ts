import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { actorOf, type Actor } from '../http/access.js';
import { isUuid } from '../http/uuid.js';

/** What somebody does to a draft: which one, who, from where. */
export interface DraftAct {
  readonly id: string;
  readonly actor: Actor;
  readonly address: string;
}

/**
 * The draft that the route's `:id` names and the person who asks.
 *
 * @throws {DomainError} `not-found` for an id that can be no draft's, like for one of another department
 */
export const Act = createParamDecorator((_: unknown, context: ExecutionContext): DraftAct => {
  const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id: string } }>>();
  if (!isUuid(request.params.id)) {
    throw new DomainError('not-found', 'the id is no uuid');
  }
  return { id: request.params.id, actor: actorOf(request), address: request.ip };
});
