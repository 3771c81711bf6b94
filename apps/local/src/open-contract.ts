import { parseArgs } from 'node:util';
import { ConfigError, loadOwnerSettings } from '@bunan/config';
import { DomainError } from '@bunan/contracts';
import { openPeriod, type PeriodToOpen } from '@bunan/quota';
import { parseDate } from '@bunan/wareki';
import { DataSource } from 'typeorm';
import { StartError } from './start-error.js';

const USAGE = '使い方: npm run open-contract -- --name "令和8年度" --from 2026-04-01 --until 2027-03-31 --tokens 9000000';

/** Days in either calendar: 2026-04-01, 令和8年4月1日. */
function readArguments(): PeriodToOpen {
  const text = { type: 'string', default: '' } as const;
  const { name, from, until, tokens } = parseArgs({ options: { name: text, from: text, until: text, tokens: text } }).values;
  const [firstDay, lastDay] = [parseDate(from), parseDate(until)];
  const isPeriod = firstDay !== null && lastDay !== null && firstDay <= lastDay;
  if (name === '' || !/^[1-9]\d{0,14}$/.test(tokens) || !isPeriod) {
    throw new StartError(USAGE);
  }
  return { name, from: firstDay, until: lastDay, capTokens: Number(tokens) };
}

/** `npm run open-contract`: the contract period of a real installation, in JST days (both included), and its tokens. */
async function openContract(): Promise<void> {
  const period = readArguments();
  const { DATABASE_OWNER_URL: url } = loadOwnerSettings();
  const dataSource = await new DataSource({ type: 'postgres', url, poolSize: 2 }).initialize();
  try {
    await openPeriod(dataSource.manager, period, null);
    process.stdout.write(`契約期間「${period.name}」（${period.from}から${period.until}まで）を始めました。\n`);
  } catch (error) {
    throw error instanceof DomainError ? new StartError('この期間は、すでにある契約期間と重なります。', { cause: error }) : error;
  } finally {
    await dataSource.destroy();
  }
}

openContract().catch((error: unknown) => {
  const isPlain = error instanceof StartError || error instanceof ConfigError;
  process.stderr.write(`${isPlain ? error.message : String(error)}\n`);
  process.exit(1);
});
