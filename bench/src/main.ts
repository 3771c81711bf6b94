import type { Bench } from './figure.js';
import { burstBench } from './figures/burst.js';
import { ownTimeBench } from './figures/own-time.js';

const BENCHES: readonly Bench[] = [ownTimeBench, burstBench];
const names = process.argv.slice(2);
for (const b of BENCHES.filter((x) => names.length === 0 || names.includes(x.name))) {
  process.stdout.write(JSON.stringify(await b.measure(), null, 1));
}
process.exit(0);
