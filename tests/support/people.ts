import type { Role } from '@bunan/contracts';
import { hashPassword } from '@bunan/vault';
import type { DataSource } from 'typeorm';

/** Everybody's password in tests. */
export const PASSWORD = 'correct horse battery';

/** Logins of the fixture (FAULTS.md): 課 A and B, their staff, the special roles, one who was disabled. */
const PEOPLE = {
  a1: { department: '総務課', roles: ['staff'] },
  a2: { department: '総務課', roles: ['staff'] },
  head: { department: '総務課', roles: ['staff', 'head'] },
  b1: { department: '税務課', roles: ['staff'] },
  curator: { department: '情報政策課', roles: ['curator'] },
  admin: { department: '情報政策課', roles: ['admin'] },
  auditor: { department: '監査委員事務局', roles: ['auditor'] },
  disabled: { department: '総務課', roles: ['staff'] },
} as const satisfies Record<string, { department: string; roles: readonly Role[] }>;

/** Those whom the work on templates needs beside the fixture: a second curator who may also approve, and an approver. */
const CURATORS = {
  curator2: { department: '情報政策課', roles: ['curator', 'approver'] },
  approver: { department: '情報政策課', roles: ['approver'] },
} as const satisfies Record<string, { department: string; roles: readonly Role[] }>;

/** A person of the fixture, or one of those whom `addStaff` adds. */
export type Login = keyof typeof PEOPLE | keyof typeof CURATORS | `staff-${string}`;

let hash: Promise<string> | undefined;

/** Adds the people of the fixture. */
export async function addPeople(owner: DataSource): Promise<void> {
  for (const [login, person] of Object.entries(PEOPLE)) {
    await addPerson(owner, login, person);
  }
}

/** Adds a second curator and an approver. */
export async function addCurators(owner: DataSource): Promise<void> {
  for (const [login, person] of Object.entries(CURATORS)) {
    await addPerson(owner, login, person);
  }
}

/** Adds staff beside the fixture, half of them in each department. @returns their logins */
export async function addStaff(owner: DataSource, count: number): Promise<Login[]> {
  const logins = [...Array(count).keys()].map((index): Login => `staff-${String(index + 1)}`);
  for (const [index, login] of logins.entries()) {
    await addPerson(owner, login, { department: index % 2 === 0 ? '総務課' : '税務課', roles: ['staff'] });
  }
  return logins;
}

async function addPerson(owner: DataSource, login: string, of: { department: string; roles: readonly Role[] }): Promise<void> {
  const passwordHash = await (hash ??= hashPassword(PASSWORD));
  await owner.query('INSERT INTO department (name) VALUES ($1) ON CONFLICT DO NOTHING', [of.department]);
  await owner.query(
    `INSERT INTO person (login, name, department_id, roles, password_hash, email, disabled_at)
     SELECT $1, $2, id, $3, $4, $6, CASE WHEN $1 = 'disabled' THEN now() END FROM department WHERE name = $5`,
    [login, `職員　${login}`, of.roles, passwordHash, of.department, `${login}@city.example.jp`],
  );
}

/** Opens a contract period that contains now. */
export async function addContract(owner: DataSource, capTokens: number): Promise<void> {
  await owner.query(
    `SELECT quota_open_period('試験', date_trunc('day', now()) - interval '1 month', date_trunc('day', now()) + interval '1 month', $1, NULL)`,
    [capTokens],
  );
}
