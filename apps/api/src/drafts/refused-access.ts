import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { actorOf } from '../http/access.js';
import { isDraftId } from './draft-act.js';

/**
 * Records who asked for a draft that is not there for them.
 *
 * Another department's draft and one that never was are recorded alike, so that not even the time it takes tells them
 * apart.
 */
@Injectable()
export class RefusedAccess implements NestInterceptor {
  constructor(private readonly dataSource: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        const id = request.params.id ?? '';
        if (error instanceof DomainError && error.code === 'not-found' && isDraftId(id)) {
          await this.record(request, id);
        }
        throw error;
      }),
    );
  }

  private async record(request: FastifyRequest, id: string): Promise<void> {
    const { personId, departmentId } = actorOf(request);
    await recordAudit(this.dataSource.manager, {
      personId,
      departmentId,
      action: 'draft.refused',
      outcome: 'refused',
      objectType: 'draft',
      objectId: id,
      detail: { method: request.method },
      address: request.ip,
    });
  }
}
