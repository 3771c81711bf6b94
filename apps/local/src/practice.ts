import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { roleSchema } from '@bunan/contracts';
import { openPeriod } from '@bunan/quota';
import { hashPassword } from '@bunan/vault';
import { fiscalYearBounds, fiscalYearOf, formatDate, DEFAULT_POLICIES } from '@bunan/wareki';
import type { DataSource } from 'typeorm';
import * as z from 'zod';

const accountSchema = z.object({ login: z.string(), password: z.string(), name: z.string(), role: roleSchema, 課: z.string() });

/** One account for practice, as it is printed and kept in `practice-accounts.json`. */
export type PracticeAccount = Readonly<z.infer<typeof accountSchema>>;

/** Tokens of the practice contract. */
const CAP_TOKENS = 9_000_000;

const PEOPLE: readonly Omit<PracticeAccount, 'password'>[] = [
  { login: 'somu1', name: '山田　花子', role: 'staff', 課: '総務課' },
  { login: 'somu2', name: '鈴木　一郎', role: 'staff', 課: '総務課' },
  { login: 'somu-kacho', name: '田中　恵子', role: 'head', 課: '総務課' },
  { login: 'zeimu1', name: '伊藤　健太', role: 'staff', 課: '税務課' },
  { login: 'yoshiki', name: '渡辺　直美', role: 'curator', 課: '情報政策課' },
  { login: 'shonin', name: '木村　聡', role: 'approver', 課: '総務課' },
  { login: 'kanri', name: '中村　学', role: 'admin', 課: '情報政策課' },
  { login: 'kansa', name: '小林　茂', role: 'auditor', 課: '監査委員事務局' },
];

/** Letters and digits that nobody takes for others. */
const CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Three groups of four: 59 bits, easy to type. */
function readablePassword(): string {
  const character = () => CHARACTERS[randomInt(CHARACTERS.length)] ?? '';
  return Array.from({ length: 3 }, () => Array.from({ length: 4 }, character).join('')).join('-');
}

async function addAccount(dataSource: DataSource, account: PracticeAccount): Promise<void> {
  await dataSource.query('INSERT INTO department (name) VALUES ($1) ON CONFLICT DO NOTHING', [account.課]);
  await dataSource.query(
    `INSERT INTO person (login, name, department_id, roles, password_hash, email)
     SELECT $1, $2, d.id, ARRAY[$3], $4, $6 FROM department d WHERE d.name = $5
     ON CONFLICT (lower(login)) DO UPDATE SET password_hash = $4`,
    [account.login, account.name, account.role, await hashPassword(account.password), account.課, `${account.login}@aoba.example.jp`],
  );
}

function keptAccounts(file: string): readonly PracticeAccount[] {
  return existsSync(file) ? z.array(accountSchema).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

/**
 * The practice accounts, made with random passwords at the first start and kept in a file only this user can read.
 *
 * Those that a later release has more of are added to the file. Passwords of new ones are set again, so that what is
 * printed is always what works.
 */
export async function practiceAccounts(dataSource: DataSource, file: string): Promise<readonly PracticeAccount[]> {
  const kept = keptAccounts(file);
  const made = PEOPLE.filter(({ login }) => !kept.some((account) => account.login === login)).map((person) => ({
    ...person,
    password: readablePassword(),
  }));
  const accounts = [...kept, ...made];
  if (made.length > 0) {
    writeFileSync(file, `${JSON.stringify(accounts, null, 2)}\n`, { mode: 0o600 });
  }
  const [known] = await dataSource.query<{ count: number }[]>('SELECT count(*)::int AS count FROM person');
  await Promise.all((known?.count === 0 ? accounts : made).map((account) => addAccount(dataSource, account)));
  return accounts;
}

/** Opens the practice contract: the fiscal year that today lies in, unless a period is open. */
export async function practiceContract(dataSource: DataSource, today: string): Promise<void> {
  const open = await dataSource.query<unknown[]>('SELECT FROM quota_period WHERE during @> clock_timestamp()');
  if (open.length > 0) {
    return;
  }
  const { from, until } = fiscalYearBounds(fiscalYearOf(today));
  const year = formatDate(from, DEFAULT_POLICIES).replace(/年.*/, '年度');
  await openPeriod(dataSource.manager, { name: `${year}（稽古用）`, from, until, capTokens: CAP_TOKENS }, null);
}
