import type { ClientRequest } from 'node:http';
import type { Bench, Figure } from '../figure.js';
import { quietMoment } from '../machine.js';
import { firstTextInPage, openBrowser } from '../stage/browser.js';
import { followDraft } from '../stage/event-stream.js';
import { Installation, sampleAnswers, type ModelCall } from '../stage/installation.js';
import { addSignedIn, type SignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';
import { median, quantile } from '../statistics.js';

const RUNS = 3;
const DRAFTS = 50;
const TEMPLATE = 'tsuchi-taigai';

/** The model thinks for so long, so that every stream and the page are open before the first text, and writes at the usual pace. */
const PACE = { delayMs: 10_000, charsPerSecond: 120 };

/** Words of a form by which the call of its draft is found again in the model's log. */
function markOf(run: number, draft: number): string {
  return `測定${String(run)}の${String(draft)}番`;
}

function callOf(calls: readonly ModelCall[], mark: string): ModelCall {
  const call = calls.find(({ body }) => body.messages.some(({ content }) => content.includes(`${mark}。`)));
  if (call === undefined) {
    throw new Error(`no call for ${mark}`);
  }
  return call;
}

function answersWith(mark: string): object {
  return sampleAnswers(TEMPLATE, { decision: `${mark}。夜間の利用時間を短縮する。` });
}

/** Resolves with the time at which the first text of the draft reached the browser's side, ms since 1970. */
function firstText(url: string, draftId: string, cookie: string, streams: ClientRequest[]): Promise<number> {
  return new Promise((resolve) => {
    streams.push(
      followDraft(url, draftId, cookie, ({ atMs, hasText }) => {
        if (hasText) {
          resolve(atMs);
        }
      }),
    );
  });
}

/** Submits everybody's form; the mark of each draft is in its call. @returns the drafts' ids */
function submitAll(installation: Installation, people: readonly SignedIn[], run: number): Promise<string[]> {
  return Promise.all(people.map((person, index) => installation.submit(person, TEMPLATE, answersWith(markOf(run, index)))));
}

/** @returns of each stream, ms from the model's first byte to the first text */
async function streamTimes(installation: Installation, people: readonly SignedIn[], run: number): Promise<number[]> {
  await quietMoment();
  const streams: ClientRequest[] = [];
  try {
    const ids = await submitAll(installation, people, run);
    const times = await Promise.all(people.map((person, index) => firstText(installation.url, ids[index] ?? '', person.cookie, streams)));
    const calls = await installation.modelCalls();
    return times.map((time, index) => time - (callOf(calls, markOf(run, index)).firstByteMs ?? 0));
  } finally {
    for (const stream of streams) {
      stream.destroy();
    }
  }
}

/** @returns ms from the model's first byte to the first text on the page that shows the first of the drafts */
async function pageTime(installation: Installation, people: readonly SignedIn[], run: number): Promise<number> {
  await quietMoment();
  const browser = await openBrowser();
  try {
    const [firstId = ''] = await submitAll(installation, people, run);
    const textMs = await firstTextInPage(browser, { url: installation.url, path: `/drafts/${firstId}`, cookie: people[0]?.cookie ?? '' });
    return textMs - (callOf(await installation.modelCalls(), markOf(run, 0)).firstByteMs ?? 0);
  } finally {
    await browser.close();
  }
}

function figure(name: string, ours: number, runs: readonly number[]): Figure {
  return { name, unit: 'ms', goal: { kind: 'at most', value: 500 }, ours, floor: null, runs };
}

/** From the model's first byte to the first text in front of the person, 50 drafts at once. */
export const firstTextBench: Bench = {
  name: 'first-text',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    const people = await addSignedIn(database.owner, DRAFTS);
    const installation = await Installation.start(database, PACE);
    try {
      const streams: number[][] = [];
      const pages: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        streams.push(await streamTimes(installation, people, run));
        await installation.idle(database.owner);
        pages.push(await pageTime(installation, people, RUNS + run));
        await installation.idle(database.owner);
      }
      const all = streams.flat();
      const perRun = (q: number) => streams.map((times) => quantile(times, q));
      return [
        figure(
          `first text after the model's first byte, ${String(DRAFTS)} drafts at once: median of the streams`,
          median(all),
          perRun(0.5),
        ),
        figure(
          `first text after the model's first byte, ${String(DRAFTS)} drafts at once: p99 of the streams`,
          quantile(all, 0.99),
          perRun(0.99),
        ),
        figure('first text on the screen of one Chromium among them', median(pages), pages),
      ];
    } finally {
      await installation.stop();
      await postgres.stop();
    }
  },
};
