import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';

/** Who may call a route: everybody, or a signed-in person with one of the roles. */
export type Access = 'public' | readonly Role[];

export const ACCESS = Symbol('access');

/** Opens a route to everybody, signed in or not. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Opens a route to people who have one of these roles. A route with neither mark answers 403: deny by default. */
export const Roles = (...roles: readonly Role[]) => SetMetadata(ACCESS, roles satisfies Access);

/** Everybody who works on documents. */
export const STAFF: readonly Role[] = ['staff', 'head', 'curator', 'approver', 'admin'];

/** The person who is signed in, for the length of one request. */
export interface Actor {
  readonly sessionKey: Buffer;
  readonly personId: string;
  readonly personName: string;
  readonly roles: readonly Role[];
  readonly departmentId: string;
  readonly departmentName: string;
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

const actors = new WeakMap<object, Actor>();

/** Remembers who makes this request; called by the access guard only. */
export function setActor(request: object, actor: Actor): void {
  actors.set(request, actor);
}

/** The person who makes a request that the access guard has let pass. */
export function actorOf(request: object): Actor {
  const actor = actors.get(request);
  if (actor === undefined) {
    throw new Error('this route is public and has no actor');
  }
  return actor;
}

/** Parameter of a handler: the person who makes the request. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return actorOf(context.switchToHttp().getRequest<FastifyRequest>());
});
