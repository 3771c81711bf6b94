import { Catch, type ArgumentsHost } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import { DomainError } from '@bunan/contracts';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { actorOf } from '../http/access.js';
import { DomainErrorFilter } from '../http/domain-error.filter.js';
import { isUuid } from '../http/uuid.js';

/**
 * Records who asked for a draft that is not there for them, then answers.
 *
 * Another department's draft and one that never was are recorded alike, so that not even the time it takes tells them
 * apart.
 */
@Catch()
export class RefusedDraftFilter extends DomainErrorFilter {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest<{ Params: { id?: string } }>>();
    const id = request.params.id ?? '';
    if (!(error instanceof DomainError && error.code === 'not-found' && isUuid(id))) {
      super.catch(error, host);
      return;
    }
    this.record(request, id).then(
      () => {
        super.catch(error, host);
      },
      (failure: unknown) => {
        super.catch(failure, host);
      },
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
