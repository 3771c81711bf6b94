import { readTemplateFolder } from '@bunan/drafts';
import { loadTemplate } from '@bunan/template-engine';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { formOpening, openBrowser, scriptValue, type PageToOpen } from '../stage/browser.js';
import { checkTimes, type CheckTimes } from '../stage/check-times.js';
import { Installation } from '../stage/installation.js';
import { addSignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median } from '../statistics.js';

const RUNS = 5;
const OPENINGS = 9;

/** `checkTimes` for a browser. */
async function checkScript(): Promise<string> {
  const contents = `import { checkTimes } from './bench/src/stage/check-times.ts'; globalThis.measured = checkTimes();`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    tsconfig: 'tsconfig.json',
  });
  return outputFiles[0]?.text ?? '';
}

function checkFigure(engine: string, runs: readonly CheckTimes[]): Figure {
  return {
    name: `form of 60 fields and 200 rows checked, in ${engine}: median`,
    unit: 'ms',
    goal: { kind: 'at most', value: 5 },
    ours: median(runs.flatMap(({ checks }) => checks)),
    floor: { name: 'JSON.parse of the same answers', value: median(runs.flatMap(({ parses }) => parses)) },
    runs: runs.map(({ checks }) => median(checks)),
  };
}

async function inRuns(measure: () => CheckTimes | Promise<CheckTimes>): Promise<CheckTimes[]> {
  const runs: CheckTimes[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await quietMoment();
    runs.push(await measure());
  }
  return runs;
}

/** The template with the most fields. */
function largestTemplate(): { id: string; fields: number } {
  const all = readTemplateFolder('templates').map(({ id, content }) => ({ id, fields: loadTemplate(content).fields.length }));
  const [largest] = all.toSorted((a, b) => b.fields - a.fields);
  if (largest === undefined) {
    throw new Error('there is no template');
  }
  return largest;
}

async function openingFigures(browser: Browser, gallery: PageToOpen): Promise<Figure[]> {
  const { id, fields } = largestTemplate();
  const openings: { inSightMs: number; wholeMs: number; answersMs: number }[] = [];
  for (let run = 0; run < OPENINGS; run += 1) {
    await quietMoment();
    openings.push(await formOpening(browser, gallery, id));
  }
  const floor = { name: 'the two answers of the API that it shows', value: median(openings.map(({ answersMs }) => answersMs)) };
  const form = `largest form (${id}, ${String(fields)} fields)`;
  const inSight = openings.map(({ inSightMs }) => inSightMs);
  const whole = openings.map(({ wholeMs }) => wholeMs);
  const goal = { kind: 'at most', value: 200 } as const;
  return [
    { name: `${form}: in sight after a click in the gallery: median`, unit: 'ms', goal, ours: median(inSight), floor, runs: inSight },
    { name: `${form}: all of it there, further down too: median`, unit: 'ms', goal, ours: median(whole), floor, runs: whole },
  ];
}

/** How long a clerk waits for a form: to be there, and after each key. */
export const formBench: Bench = {
  name: 'form',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    const [person] = await addSignedIn(database.owner, 1);
    const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
    const browser = await openBrowser();
    const gallery = { url: installation.url, path: '/templates', cookie: person?.cookie ?? '' };
    try {
      const script = await checkScript();
      return [
        checkFigure('Node', await inRuns(checkTimes)),
        checkFigure('Chromium', await inRuns(() => scriptValue<CheckTimes>(browser, gallery, script))),
        ...(await openingFigures(browser, gallery)),
      ];
    } finally {
      await browser.close();
      await installation.stop();
      await postgres.stop();
    }
  },
};
