import { answersSchema, fieldErrors } from '@bunan/contracts';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import * as z from 'zod';
import { launchBrowser } from '../support/browser.js';
import { FORM_VECTORS } from '../support/form-vectors.js';

/** The vectors and what the form checks with, as the browser gets it. */
const SOURCE = `
  import { answersSchema, fieldErrors } from '@bunan/contracts';
  import { FORM_VECTORS } from './tests/support/form-vectors.ts';
  globalThis.verdicts = FORM_VECTORS.map(({ fields, answers }) => {
    const result = answersSchema(fields).safeParse(answers);
    return result.success ? { answers: result.data } : { errors: fieldErrors(result.error) };
  });`;

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    tsconfig: 'tsconfig.json',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** In order, without the difference between a key that is missing and one that is undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('the check of a form in Chromium', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it('says of every form what Node says', async () => {
    const page = await browser.newPage();
    await page.evaluate(await bundle());
    const found = z.array(z.unknown()).parse(JSON.parse(await page.evaluate<string>('JSON.stringify(globalThis.verdicts)')));
    const own = FORM_VECTORS.map(({ fields, answers }) => {
      const result = answersSchema(fields).safeParse(answers);
      return result.success ? { answers: result.data } : { errors: fieldErrors(result.error) };
    });
    expect(found.length).toBeGreaterThanOrEqual(200);
    expect(found).toEqual(plain(own));
  });
});
