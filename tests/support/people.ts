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

export type Login = keyof typeof PEOPLE;

let hash: Promise<string> | undefined;

/** Adds the people of the fixture. */
export async function addPeople(owner: DataSource): Promise<void> {
  const passwordHash = await (hash ??= hashPassword(PASSWORD));
  for (const [login, { department, roles }] of Object.entries(PEOPLE)) {
    await owner.query('INSERT INTO department (name) VALUES ($1) ON CONFLICT DO NOTHING', [department]);
    await owner.query(
      `INSERT INTO person (login, name, department_id, roles, password_hash, email, disabled_at)
       SELECT $1, $2, id, $3, $4, $6, CASE WHEN $1 = 'disabled' THEN now() END FROM department WHERE name = $5`,
      [login, `職員　${login}`, roles, passwordHash, department, `${login}@city.example.jp`],
    );
  }
}

/** Opens a contract period that contains now. */
export async function addContract(owner: DataSource, capTokens: number): Promise<void> {
  await owner.query(
    `SELECT quota_open_period('試験', date_trunc('day', now()) - interval '1 month', date_trunc('day', now()) + interval '1 month', $1, NULL)`,
    [capTokens],
  );
}
