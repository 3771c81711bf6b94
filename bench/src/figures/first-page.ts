import type { Bench, Figure } from '../figure.js';
import { openBrowser, transferredBytes } from '../stage/browser.js';
import { Installation } from '../stage/installation.js';
import { addSignedIn } from '../stage/people.js';
import { BenchPostgres } from '../stage/postgres.js';

function figure(name: string, bytes: number): Figure {
  return { name, unit: 'kB', goal: { kind: 'at most', value: 150 }, ours: bytes / 1_000, floor: null, runs: [bytes / 1_000] };
}

/** What Chromium transfers for the first page that a person sees; the same each time, so one run. */
export const firstPageBench: Bench = {
  name: 'first-page',
  async measure() {
    const postgres = await BenchPostgres.start();
    const database = await postgres.database();
    const [person] = await addSignedIn(database.owner, 1);
    const installation = await Installation.start(database, { delayMs: 0, charsPerSecond: 0 });
    const browser = await openBrowser();
    const { url } = installation;
    try {
      return [
        figure('first page without fonts: sign-in', await transferredBytes(browser, { url, path: '/sign-in', cookie: '' })),
        figure(
          'first page without fonts: gallery, signed in',
          await transferredBytes(browser, { url, path: '/templates', cookie: person?.cookie ?? '' }),
        ),
      ];
    } finally {
      await browser.close();
      await installation.stop();
      await postgres.stop();
    }
  },
};
