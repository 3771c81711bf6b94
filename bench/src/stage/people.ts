import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

interface Person {
  readonly personId: string;
  readonly departmentId: string;
}

/** A person who has signed in: what their browser sends. */
export interface SignedIn extends Person {
  readonly cookie: string;
  readonly csrfToken: string;
}

/** Departments (課) that the people are spread over. */
const DEPARTMENTS = 40;

/** Hash of a password that nobody knows: these people have signed in already. */
const NO_PASSWORD = 'bench';

/** Adds people in 40 departments, each with an open session. */
export async function addSignedIn(owner: DataSource, count: number): Promise<SignedIn[]> {
  await owner.query(`INSERT INTO department (name) SELECT '第' || n || '課' FROM generate_series(1, $1) n`, [DEPARTMENTS]);
  const people = await owner.query<Person[]>(
    `WITH numbered AS (SELECT id, row_number() OVER (ORDER BY name) - 1 AS n FROM department)
     INSERT INTO person (login, name, department_id, roles, password_hash)
     SELECT 'bench' || i, '職員　' || i, d.id, ARRAY['staff'], $3 FROM generate_series(1, $1) i JOIN numbered d ON d.n = i % $2
     RETURNING id AS "personId", department_id AS "departmentId"`,
    [count, DEPARTMENTS, NO_PASSWORD],
  );
  return openSessions(owner, people);
}

/** Somebody who is there already, with an open session. */
export async function signIn(owner: DataSource, login: string): Promise<SignedIn> {
  const people = await owner.query<Person[]>('SELECT id AS "personId", department_id AS "departmentId" FROM person WHERE login = $1', [
    login,
  ]);
  const [person] = await openSessions(owner, people);
  if (person === undefined) {
    throw new Error(`nobody is called ${login}`);
  }
  return person;
}

async function openSessions(owner: DataSource, people: readonly Person[]): Promise<SignedIn[]> {
  const signedIn = people.map((person) => ({
    ...person,
    secret: randomBytes(32).toString('base64url'),
    csrfToken: randomBytes(32).toString('base64url'),
  }));
  await owner.query(
    `INSERT INTO session (id_hash, person_id, csrf_token, expires_at)
     SELECT decode(h, 'hex'), p, c, now() + interval '12 hours' FROM unnest($1::text[], $2::uuid[], $3::text[]) AS s (h, p, c)`,
    [
      signedIn.map(({ secret }) => createHash('sha256').update(secret).digest('hex')),
      signedIn.map(({ personId }) => personId),
      signedIn.map(({ csrfToken }) => csrfToken),
    ],
  );
  return signedIn.map(({ personId, departmentId, secret, csrfToken }) => ({
    personId,
    departmentId,
    csrfToken,
    cookie: `__Host-bunan=${secret}`,
  }));
}
