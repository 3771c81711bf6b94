import { Inject, Injectable } from '@nestjs/common';
import { recordAudit } from '@bunan/audit';
import type { Config } from '@bunan/config';
import { DomainError, type Role, type SessionView, type SignIn } from '@bunan/contracts';
import { hashPassword, verifyPassword } from '@bunan/vault';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import type { Actor } from '../http/access.js';
import { CONFIG } from '../http/config.token.js';
import { Sessions } from './sessions.js';
import { SignInThrottle } from './sign-in-throttle.js';

interface PersonRow {
  id: string;
  name: string;
  roles: Role[];
  departmentId: string;
  departmentName: string;
  passwordHash: string;
  isDisabled: boolean;
}

type PublicPerson = Pick<Actor, 'personId' | 'personName' | 'roles' | 'departmentId' | 'departmentName' | 'csrfToken' | 'expiresAt'>;

/** Signs people in and out with login and password. */
@Injectable()
export class SignInService {
  /** Verified when the login is unknown, so that an answer takes as long as for a known one. */
  private readonly nobody = hashPassword('nobody');

  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly throttle: SignInThrottle,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Opens a session for the person, replacing the one the browser had.
   *
   * @throws {DomainError} `session.refused` for an unknown login, a wrong password or a disabled person, all alike;
   *   `session.throttled` after too many wrong tries
   */
  async signIn(input: SignIn, request: FastifyRequest, reply: FastifyReply): Promise<SessionView> {
    await this.throttle.check(input.login, request.ip);
    const person = await this.find(input.login);
    const isRight = await verifyPassword(input.password, person?.passwordHash ?? (await this.nobody));
    if (person === undefined || !isRight || person.isDisabled) {
      await this.refuse(input.login, person, request);
      throw new DomainError('session.refused', 'login or password is wrong');
    }
    await this.throttle.succeed(input.login, request.ip);
    const opened = await this.dataSource.transaction(async (manager) => {
      await this.sessions.close(manager, request, reply);
      const session = await this.sessions.open(manager, person.id, reply);
      await recordAudit(manager, {
        personId: person.id,
        departmentId: person.departmentId,
        action: 'session.open',
        outcome: 'done',
        address: request.ip,
      });
      return session;
    });
    return this.view({ ...person, ...opened, personId: person.id, personName: person.name });
  }

  /** Ends the session; calling it again is harmless. */
  async signOut(actor: Actor, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.sessions.close(manager, request, reply);
      await recordAudit(manager, {
        personId: actor.personId,
        departmentId: actor.departmentId,
        action: 'session.close',
        outcome: 'done',
        address: request.ip,
      });
    });
  }

  /** The session as its owner sees it. */
  view(person: PublicPerson): SessionView {
    return {
      person: { id: person.personId, name: person.personName, roles: [...person.roles] },
      department: { id: person.departmentId, name: person.departmentName },
      csrfToken: person.csrfToken,
      cityName: this.config.cityName,
      practice: this.config.llm.practice,
      expiresAt: person.expiresAt.toISOString(),
    };
  }

  private async find(login: string): Promise<PersonRow | undefined> {
    const [person] = await this.dataSource.query<PersonRow[]>(
      `SELECT p.id, p.name, p.roles, p.department_id AS "departmentId", d.name AS "departmentName",
              p.password_hash AS "passwordHash", p.disabled_at IS NOT NULL AS "isDisabled"
         FROM person p JOIN department d ON d.id = p.department_id WHERE lower(p.login) = lower($1)`,
      [login],
    );
    return person;
  }

  private async refuse(login: string, person: PersonRow | undefined, request: FastifyRequest): Promise<void> {
    await this.throttle.fail(login, request.ip);
    await recordAudit(this.dataSource.manager, {
      personId: person?.id ?? null,
      departmentId: person?.departmentId ?? null,
      action: 'session.open',
      outcome: 'refused',
      address: request.ip,
    });
  }
}
