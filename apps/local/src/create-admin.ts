import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { recordAudit } from '@bunan/audit';
import { ConfigError, loadOwnerSettings } from '@bunan/config';
import { hashPassword } from '@bunan/vault';
import { DataSource } from 'typeorm';
import { StartError } from './start-error.js';

const USAGE = '使い方: npm run create-admin -- --login 職員番号 --name "氏名" --department "課の名前" [--email アドレス]';

interface NewAdmin {
  readonly login: string;
  readonly name: string;
  readonly department: string;
  /** Where notices are sent; null: they are read in the product only. */
  readonly email: string | null;
}

const EMAIL = /^[^@\s]+@[^@\s]+$/;

function readArguments(): NewAdmin {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { login: text, name: text, department: text, email: text } });
  const { login, name, department, email } = values;
  if (!login || !name || !department || (email !== undefined && !EMAIL.test(email))) {
    throw new StartError(USAGE);
  }
  return { login, name, department, email: email ?? null };
}

/**
 * `npm run create-admin`: the first administrator of a real installation, with a password that is shown once.
 *
 * A login that is taken is refused: this command gives nobody another person's account.
 */
async function createAdmin(): Promise<void> {
  const admin = readArguments();
  const { DATABASE_URL: url } = loadOwnerSettings();
  const password = randomBytes(12).toString('base64url');
  const hash = await hashPassword(password);
  const dataSource = await new DataSource({ type: 'postgres', url, poolSize: 2 }).initialize();
  try {
    await dataSource.transaction(async (manager) => {
      await manager.query('INSERT INTO department (name) VALUES ($1) ON CONFLICT DO NOTHING', [admin.department]);
      const [person] = await manager.query<{ id: string; departmentId: string }[]>(
        `WITH added AS (
           INSERT INTO person (login, name, department_id, roles, password_hash, email)
           SELECT $1, $2, d.id, ARRAY['staff', 'admin'], $3, $5 FROM department d WHERE d.name = $4
           ON CONFLICT DO NOTHING RETURNING id, department_id)
         SELECT id, department_id AS "departmentId" FROM added`,
        [admin.login, admin.name, hash, admin.department, admin.email],
      );
      if (person === undefined) {
        throw new StartError(`職員番号 ${admin.login} はもう使われています。`);
      }
      await recordAudit(manager, {
        personId: null,
        departmentId: person.departmentId,
        action: 'person.create',
        outcome: 'done',
        objectType: 'person',
        objectId: person.id,
      });
    });
    process.stdout.write(`管理者 ${admin.login} を登録しました。パスワードは ${password} です（二度と表示しません）。\n`);
  } finally {
    await dataSource.destroy();
  }
}

createAdmin().catch((error: unknown) => {
  const isPlain = error instanceof StartError || error instanceof ConfigError;
  process.stderr.write(`${isPlain ? error.message : String(error)}\n`);
  process.exit(1);
});
