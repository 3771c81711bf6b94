import * as z from 'zod';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { Child } from '../stage/child.js';
import { Installation } from '../stage/installation.js';
import { addPlainTexts, addTemplates } from '../stage/many-templates.js';
import { addSignedIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { quantile, timed } from '../statistics.js';
import type { SearchOrder } from '../text-search/order.js';

const TEMPLATES = 1_000;
const RUNS = 5;
const ASKED = 200;
const WARM_UP = 60;

/** What people type, by how much of it is found: a name, a reading, several words, nearly everything, nothing. */
const TEXTS = ['道路 通知', 'つうち', '公園', '会議　結果', '防災 住民 回答', '回答', '第77', 'ない言葉'];

const summariesSchema = z.array(z.looseObject({ id: z.string() }));

/** One request as a browser sends it, read to its end. @returns bytes of the answer, unpacked */
async function ask(url: string, text: string | null, { cookie }: SignedIn): Promise<string> {
  const path = text === null ? '/api/templates' : `/api/templates?text=${encodeURIComponent(text)}`;
  const response = await fetch(url + path, { headers: { cookie, 'accept-encoding': 'gzip, deflate, br' } });
  if (!response.ok) {
    throw new Error(`${path} answered ${String(response.status)}`);
  }
  return response.text();
}

async function times(count: number, act: (index: number) => Promise<unknown>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let each = 0; each < count; each += 1) {
    tookMs.push(await timed(() => act(each)));
  }
  return tookMs;
}

const textOf = (index: number) => TEXTS[index % TEXTS.length] ?? '';

async function figures(urls: { ours: string; peer: string }, person: SignedIn): Promise<Figure[]> {
  await times(WARM_UP, (each) => ask(urls.ours, textOf(each), person));
  await times(WARM_UP, (each) => ask(urls.peer, textOf(each), person));
  const runs: { ours: number[]; peer: number[]; all: number[] }[] = [];
  for (let each = 0; each < RUNS; each += 1) {
    await quietMoment();
    runs.push({
      peer: await times(ASKED, (index) => ask(urls.peer, textOf(index), person)),
      ours: await times(ASKED, (index) => ask(urls.ours, textOf(index), person)),
      all: await times(ASKED / 5, () => ask(urls.ours, null, person)),
    });
  }
  const p95 = (tookMs: readonly number[]) => quantile(tookMs, 0.95);
  return [
    {
      name: 'search over 1,000 templates, one after another: p95',
      unit: 'ms',
      goal: { kind: 'at most', value: 50 },
      ours: p95(runs.flatMap(({ ours }) => ours)),
      floor: { name: 'ILIKE in the same texts, bare server, ms', value: p95(runs.flatMap(({ peer }) => peer)) },
      runs: runs.map(({ ours }) => p95(ours)),
    },
    {
      name: 'all 1,000 templates with their pictures: p95',
      unit: 'ms',
      goal: { kind: 'at most', value: 200 },
      ours: p95(runs.flatMap(({ all }) => all)),
      floor: null,
      runs: runs.map(({ all }) => p95(all)),
    },
  ];
}

/** The gallery's search in a library of a thousand, beside a plain search by SQL. */
export const templateSearchBench: Bench = {
  name: 'template-search',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    await addTemplates(database, TEMPLATES);
    const [person] = await addSignedIn(database.owner, 1);
    const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
    const peer = new Child<SearchOrder, number>('text-search');
    try {
      if (person === undefined) {
        throw new RangeError('nobody has signed in');
      }
      const summaries = summariesSchema.parse(JSON.parse(await ask(installation.url, null, person)));
      if (summaries.length !== TEMPLATES) {
        throw new RangeError(`there are ${String(summaries.length)} templates`);
      }
      await addPlainTexts(database, summaries);
      const port = await peer.ask({ databaseUrl: database.url });
      return await figures({ ours: installation.url, peer: `http://127.0.0.1:${String(port)}` }, person);
    } finally {
      peer.stop();
      await installation.stop();
      await postgres.stop();
    }
  },
};
