import { Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import {
  DomainError,
  type CapsView,
  type DepartmentPeopleView,
  type Reallocate,
  type SetContractCap,
  type SetDepartmentCap,
  type SetPersonCap,
} from '@bunan/contracts';
import { Caps } from '@bunan/quota';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../http/access.js';
import { isUuid } from '../http/uuid.js';

/** Who asks, and from where. */
export interface AdminAct {
  readonly actor: Actor;
  readonly address: string;
}

interface Change {
  readonly action: string;
  readonly objectType: 'contract' | 'department' | 'person';
  readonly objectId?: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Reads and sets caps. Each change stands in the ledger with its reason and in the record, both or neither. */
@Injectable()
export class CapsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Everything for administrators and auditors; for a head the own department only. */
  read(actor: Actor): Promise<CapsView> {
    return new Caps(this.dataSource.manager).view(seesAll(actor) ? null : actor.departmentId);
  }

  /** @throws {DomainError} `not-found` for a department that a head does not lead; `quota.no-period` */
  async readDepartment(id: string, actor: Actor): Promise<DepartmentPeopleView> {
    if (!isUuid(id) || (!seesAll(actor) && id !== actor.departmentId)) {
      throw new DomainError('not-found', 'another department');
    }
    const caps = new Caps(this.dataSource.manager);
    const { period, departments } = await caps.view(id);
    if (period === null) {
      throw new DomainError('quota.no-period', 'no contract runs now');
    }
    const [department] = departments;
    if (department === undefined) {
      throw new DomainError('not-found', 'no such department');
    }
    return { ...department, peopleCaps: await caps.people(period.id, id) };
  }

  async setContract({ capTokens, reason }: SetContractCap, act: AdminAct): Promise<CapsView> {
    const change: Change = { action: 'cap.contract', objectType: 'contract', detail: { capTokens } };
    await this.change(act, change, (caps) => caps.setCap({}, capTokens, 'period', { personId: act.actor.personId, reason }));
    return this.read(act.actor);
  }

  /** @throws {DomainError} `not-found` */
  async setDepartment(id: string, { capTokens, reason }: SetDepartmentCap, act: AdminAct): Promise<CapsView> {
    const change: Change = { action: 'cap.department', objectType: 'department', objectId: id, detail: { capTokens: capTokens ?? 'none' } };
    await this.change(act, change, async (caps, manager) => {
      await mustExist(manager, 'department', id);
      await caps.setCap({ departmentId: id }, capTokens, 'period', { personId: act.actor.personId, reason });
    });
    return this.read(act.actor);
  }

  /** @throws {DomainError} `not-found` for a department that a head does not lead */
  async setPersonRule(id: string, { capTokens, per, reason }: SetPersonCap, act: AdminAct): Promise<DepartmentPeopleView> {
    const detail = { capTokens: capTokens ?? 'none', per };
    await this.change(act, { action: 'cap.person-rule', objectType: 'department', objectId: id, detail }, async (caps, manager) => {
      mustSteer(act.actor, id);
      await mustExist(manager, 'department', id);
      await caps.setPersonRule(id, capTokens, per, { personId: act.actor.personId, reason });
    });
    return this.readDepartment(id, act.actor);
  }

  /** @throws {DomainError} `not-found` for a person of a department that a head does not lead */
  async setPerson(id: string, { capTokens, per, reason }: SetPersonCap, act: AdminAct): Promise<DepartmentPeopleView> {
    const detail = { capTokens: capTokens ?? 'none', per };
    const departmentId = await this.change(
      act,
      { action: 'cap.person', objectType: 'person', objectId: id, detail },
      async (caps, manager) => {
        const [person] = isUuid(id)
          ? await manager.query<{ departmentId: string }[]>('SELECT department_id AS "departmentId" FROM person WHERE id = $1', [id])
          : [];
        mustSteer(act.actor, person?.departmentId);
        await caps.setCap({ personId: id }, capTokens, per, { personId: act.actor.personId, reason });
        return person?.departmentId ?? '';
      },
    );
    return this.readDepartment(departmentId, act.actor);
  }

  /** @throws {DomainError} `quota.not-free` when less is free than is to be moved, or the other department has no cap */
  async reallocate({ from, to, tokens, reason }: Reallocate, act: AdminAct): Promise<CapsView> {
    const change: Change = { action: 'cap.reallocate', objectType: 'department', objectId: from, detail: { to, tokens } };
    await this.change(act, change, async (caps, manager) => {
      await mustExist(manager, 'department', from);
      await mustExist(manager, 'department', to);
      const [taker] = (await caps.view(to)).departments;
      if (from === to || taker?.capTokens == null) {
        throw notFree('to', from === to ? '同じ課には移せません。' : 'この課には上限がないため、移す必要がありません。');
      }
      const free = await caps.reallocate({ from, to, tokens }, { personId: act.actor.personId, reason });
      if (free !== null) {
        throw notFree('tokens', `移せるのは${free.toLocaleString('en-US')}トークンまでです。`);
      }
    });
    return this.read(act.actor);
  }

  private async change<T>(
    { actor, address }: AdminAct,
    { action, objectType, objectId, detail }: Change,
    act: (caps: Caps, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    return this.dataSource.transaction(async (manager) => {
      const caps = new Caps(manager);
      if ((await caps.period()) === null) {
        throw new DomainError('quota.no-period', 'no contract runs now');
      }
      const result = await act(caps, manager);
      const { personId, departmentId } = actor;
      await recordAudit(manager, {
        ...{ personId, departmentId, action, outcome: 'done', objectType, detail, address },
        ...(objectId === undefined ? {} : { objectId }),
      });
      return result;
    });
  }
}

function notFree(path: string, message: string): DomainError {
  return new DomainError('quota.not-free', 'cannot be moved', {}, { errors: [{ path, code: 'not_free', message }] });
}

function seesAll({ roles }: Actor): boolean {
  return roles.includes('admin') || roles.includes('auditor');
}

/** @throws {DomainError} `not-found` unless the person is an administrator or leads the department */
function mustSteer({ roles, departmentId }: Actor, of: string | undefined): void {
  if (of === undefined || (!roles.includes('admin') && of !== departmentId)) {
    throw new DomainError('not-found', 'another department');
  }
}

async function mustExist(manager: EntityManager, table: 'department', id: string): Promise<void> {
  const rows = isUuid(id) ? await manager.query<unknown[]>(`SELECT FROM ${table} WHERE id = $1`, [id]) : [];
  if (rows.length === 0) {
    throw new DomainError('not-found', `no such ${table}`);
  }
}
