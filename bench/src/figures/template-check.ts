import { readTemplateFolder } from '@bunan/drafts';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { Installation } from '../stage/installation.js';
import { addSignedIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { quantile, timed } from '../statistics.js';

const RUNS = 5;
const CHECKS = 60;
const WARM_UP = 30;

/** The largest template of the library, as it is sent. */
function largest(): object {
  const bySize = readTemplateFolder('templates').toSorted((a, b) => JSON.stringify(b.content).length - JSON.stringify(a.content).length);
  if (bySize[0] === undefined) {
    throw new RangeError('the library is empty');
  }
  return bySize[0].content;
}

/** A definition that nobody has had checked before: what is kept of others costs nothing, and says nothing. */
function edited(content: object, edition: string): string {
  return JSON.stringify({ content: { ...content, purpose: edition } });
}

/** One check as the editor asks for it, read to its end. */
async function check(url: string, body: string, { cookie, csrfToken }: SignedIn): Promise<void> {
  const headers = { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/curation/checks`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!response.ok || !answer.startsWith('{"faults":[]')) {
    throw new Error(`a check answered ${String(response.status)}: ${answer.slice(0, 200)}`);
  }
}

async function figures(url: string, person: SignedIn): Promise<Figure[]> {
  const content = largest();
  for (let each = 0; each < WARM_UP; each += 1) {
    await check(url, edited(content, `warm ${String(each)}`), person);
  }
  const runs: number[][] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await quietMoment();
    const tookMs: number[] = [];
    for (let each = 0; each < CHECKS; each += 1) {
      const body = edited(content, `${String(run)} ${String(each)}`);
      tookMs.push(await timed(() => check(url, body, person)));
    }
    runs.push(tookMs);
  }
  const p95 = (tookMs: readonly number[]) => quantile(tookMs, 0.95);
  return [
    {
      name: 'check of the largest template while it is edited, its tests and its preview: p95',
      unit: 'ms',
      goal: { kind: 'at most', value: 150 },
      ours: p95(runs.flat()),
      floor: null,
      runs: runs.map(p95),
    },
  ];
}

/** What the editor of templates asks for with every pause in typing. */
export const templateCheckBench: Bench = {
  name: 'template-check',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    const [person] = await addSignedIn(database.owner, 1);
    await database.owner.query(`UPDATE person SET roles = ARRAY['curator'] WHERE id = $1`, [person?.personId]);
    const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
    try {
      if (person === undefined) {
        throw new RangeError('nobody has signed in');
      }
      return await figures(installation.url, person);
    } finally {
      await installation.stop();
      await postgres.stop();
    }
  },
};
