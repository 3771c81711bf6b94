import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { actorOf, type Actor } from '../http/access.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text has the form of a draft's id. */
export function isDraftId(text: string): boolean {
  return UUID.test(text);
}

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
  if (!isDraftId(request.params.id)) {
    throw new DomainError('not-found', 'the id is no uuid');
  }
  return { id: request.params.id, actor: actorOf(request), address: request.ip };
});
