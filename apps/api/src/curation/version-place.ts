import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError, templateIdSchema, versionNumberSchema } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { AdminAct } from '../caps/caps.service.js';
import { actorOf } from '../http/access.js';

/** Which version of which template an address names. */
export interface VersionPlace {
  readonly id: string;
  readonly version: number;
}

const placeSchema = z.object({ id: templateIdSchema, version: z.coerce.number().pipe(versionNumberSchema) });

/** Parameter of a handler: the version that the address names. @throws {DomainError} `not-found` for what is no version */
export const Place = createParamDecorator((_: unknown, context: ExecutionContext): VersionPlace => {
  const place = placeSchema.safeParse(context.switchToHttp().getRequest<FastifyRequest>().params);
  if (!place.success) {
    throw new DomainError('not-found', 'no version has such a number');
  }
  return place.data;
});

/** Parameter of a handler: who asks, and from where. */
export const CurrentAct = createParamDecorator((_: unknown, context: ExecutionContext): AdminAct => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { actor: actorOf(request), address: request.ip };
});
