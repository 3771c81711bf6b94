import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { isMet, type Figure } from './figure.js';
import { machine } from './machine.js';

const FIGURES = join('bench', 'figures.json');
const DOCUMENT = join('docs', 'benchmarks.md');
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

const figureSchema = z.object({
  name: z.string(),
  unit: z.enum(['ms', 's', 'kB', 'MB', 'calls', 'ratio']),
  goal: z.object({ kind: z.enum(['at most', 'at least', 'exactly']), value: z.number() }),
  ours: z.number(),
  floor: z.object({ name: z.string(), value: z.number() }).nullable(),
  runs: z.array(z.number()),
});

/** Results of one bench: when and on what it was measured, how busy others kept the machine. */
const resultSchema = z.object({
  at: z.string(),
  machine: z.object({ processor: z.string(), processors: z.number(), memoryGb: z.number(), node: z.string(), platform: z.string() }),
  /** Share of the processors that others used before the runs, 0 to 1. */
  othersShare: z.array(z.number()),
  figures: z.array(figureSchema),
});
const resultsSchema = z.record(z.string(), resultSchema);
type Results = z.infer<typeof resultsSchema>;

function number(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function row(figure: Figure): string {
  const { name, unit, goal, ours, floor, runs } = figure;
  const isRatio = unit === 'ratio';
  const beside = floor === null ? '' : `${number(floor.value)} (${floor.name})`;
  const ratio = isRatio ? number(ours) : floor === null ? '' : number(ours / floor.value);
  const measured = isRatio ? number(ours) : `${number(ours)} ${unit}`;
  const wanted = `${goal.kind} ${String(goal.value)}${isRatio ? '' : ` ${unit}`}`;
  return `| ${[name, wanted, measured, beside, ratio, isMet(figure) ? 'met' : 'missed', runs.map(number).join(', ')].join(' | ')} |`;
}

/** The figures as a Markdown table. */
export function tableOf(figures: readonly Figure[]): string {
  const head = ['| figure | goal | measured | beside it | ratio | | runs |', '| --- | --- | --- | --- | --- | --- | --- |'];
  return [...head, ...figures.map(row)].join('\n');
}

function readResults(): Results {
  return existsSync(FIGURES) ? resultsSchema.parse(JSON.parse(readFileSync(FIGURES, 'utf8'))) : {};
}

/** Writes a file of the repository in the repository's form. */
async function write(file: string, text: string): Promise<void> {
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

/** Keeps the results of a bench in bench/figures.json and shows all that are kept in docs/benchmarks.md. */
export async function keep(bench: string, figures: readonly Figure[], othersShare: readonly number[]): Promise<void> {
  const result = { at: new Date().toISOString(), machine: machine(), othersShare, figures };
  const results = resultsSchema.parse({ ...readResults(), [bench]: result });
  await write(FIGURES, JSON.stringify(results, null, 2));
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before === -1 || after === -1) {
    throw new Error(`${DOCUMENT} has no place for the figures`);
  }
  const table = tableOf(Object.values(results).flatMap((each) => each.figures));
  const filled = `${text.slice(0, before + BEGIN.length)}\n\n${table}\n\n${text.slice(after)}`;
  await write(DOCUMENT, filled);
}
