import { usageDimensionSchema, type UsageDimension } from '@bunan/contracts';
import { dataSourceOptions } from '@bunan/database';
import { invariantViolations, usageBy } from '@bunan/quota';
import { DataSource } from 'typeorm';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { addMillion } from '../stage/million.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median, quantile, timed } from '../statistics.js';

/** By what consumption is shown: all that there is. */
const DIMENSIONS = usageDimensionSchema.options;

/** How often each dimension is asked for, and how often the ledger is proved. */
const ASKED = 20;
const PROVED = 3;

const RECONCILE_MS = 10_000;

/** Nothing is left out, so nothing takes longer. */
const ALL_DAYS = { from: '2000-01-01', until: '2100-01-01' };

/** Consumption of the whole period by one dimension, as the API asks for it. */
async function consumption(programs: DataSource, dimension: UsageDimension): Promise<number[]> {
  const tookMs: number[] = [];
  for (let each = 0; each < ASKED; each += 1) {
    tookMs.push(await timed(() => usageBy(programs.manager, dimension, ALL_DAYS)));
  }
  return tookMs;
}

async function proof(programs: DataSource): Promise<number[]> {
  const tookMs: number[] = [];
  for (let each = 0; each < PROVED; each += 1) {
    tookMs.push(
      await timed(async () => {
        const violations = await invariantViolations(programs, RECONCILE_MS);
        if (violations.length > 0) {
          throw new Error(`the ledger is wrong: ${JSON.stringify(violations)}`);
        }
      }),
    );
  }
  return tookMs;
}

async function figures(programs: DataSource): Promise<Figure[]> {
  await quietMoment();
  const asked: number[][] = [];
  for (const dimension of DIMENSIONS) {
    asked.push(await consumption(programs, dimension));
  }
  const provedMs = await proof(programs);
  return [
    {
      name: `consumption of nine months, 1,000,000 ledger rows, by one dimension after another: p95`,
      unit: 'ms',
      goal: { kind: 'at most', value: 300 },
      ours: quantile(asked.flat(), 0.95),
      floor: null,
      runs: asked.map((tookMs) => quantile(tookMs, 0.95)),
    },
    {
      name: 'all invariants of a ledger of 1,000,000 rows proved',
      unit: 's',
      goal: { kind: 'at most', value: 5 },
      ours: median(provedMs) / 1_000,
      floor: null,
      runs: provedMs.map((ms) => ms / 1_000),
    },
  ];
}

/** Nine months of a city. */
export const millionBench: Bench = {
  name: 'million',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    await addMillion(database);
    const programs = await new DataSource(dataSourceOptions({ url: database.url, poolSize: 4 }, 'bunan-bench')).initialize();
    try {
      return await figures(programs);
    } finally {
      await programs.destroy();
      await postgres.stop();
    }
  },
};
