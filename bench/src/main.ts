import type { Bench } from './figure.js';
import { apiBench } from './figures/api.js';
import { burstBench } from './figures/burst.js';
import { firstPageBench } from './figures/first-page.js';
import { firstTextBench } from './figures/first-text.js';
import { formBench } from './figures/form.js';
import { ledgerCsvBench } from './figures/ledger-csv.js';
import { millionBench } from './figures/million.js';
import { overspendBench } from './figures/overspend.js';
import { ownTimeBench } from './figures/own-time.js';
import { reservationsBench } from './figures/reservations.js';
import { reserveSettleBench } from './figures/reserve-settle.js';
import { restartBench } from './figures/restart.js';
import { templateCheckBench } from './figures/template-check.js';
import { templateSearchBench } from './figures/template-search.js';
import { takeShares } from './machine.js';
import { keep, tableOf } from './report.js';
import { stopWhenInterrupted } from './stage/interrupt.js';

const BENCHES: readonly Bench[] = [
  ...[ownTimeBench, burstBench, apiBench, firstTextBench, firstPageBench, formBench, restartBench, templateSearchBench, templateCheckBench],
  ...[reservationsBench, reserveSettleBench, overspendBench, millionBench, ledgerCsvBench],
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(`no such bench: ${unknown.join(', ')}; there are ${BENCHES.map((bench) => bench.name).join(', ')}\n`);
  process.exit(64);
}
stopWhenInterrupted();
for (const bench of BENCHES) {
  if (names.length === 0 || names.includes(bench.name)) {
    process.stderr.write(`${bench.name}\n`);
    const figures = await bench.measure();
    process.stdout.write(`${tableOf(figures)}\n`);
    await keep(bench.name, figures, takeShares());
  }
}
