import { timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { recordAudit } from '@bunan/audit';
import { DomainError } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Sessions } from '../sign-in/sessions.js';
import { ACCESS, setActor, type Access, type Actor } from './access.js';
import { refuseForeignChange } from './same-site.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets a request pass only when its route says who may call it, and the caller is one of those. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly dataSource: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const isChange = !SAFE_METHODS.has(request.method);
    if (isChange) {
      refuseForeignChange(request);
    }
    if (access === 'public') {
      return true;
    }
    const actor = await this.sessions.find(request);
    if (actor === null) {
      throw new DomainError('session.required', 'no valid session');
    }
    if (isChange && !isSameToken(request.headers['x-csrf-token'], actor.csrfToken)) {
      throw new DomainError('session.csrf', 'the CSRF token is missing or wrong');
    }
    if (!access?.some((role) => actor.roles.includes(role))) {
      await this.refuse(actor, request);
    }
    setActor(request, actor);
    return true;
  }

  private async refuse(actor: Actor, request: FastifyRequest): Promise<never> {
    await recordAudit(this.dataSource.manager, {
      personId: actor.personId,
      departmentId: actor.departmentId,
      action: 'access.refused',
      outcome: 'refused',
      objectType: 'route',
      objectId: `${request.method} ${request.routeOptions.url ?? ''}`,
      address: request.ip,
    });
    throw new DomainError('forbidden', 'the role does not open this route');
  }
}

function isSameToken(given: string | string[] | undefined, wanted: string): boolean {
  const a = Buffer.from(typeof given === 'string' ? given : '');
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
