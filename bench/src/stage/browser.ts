import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Where Debian puts Chromium. */
const CHROMIUM = '/usr/bin/chromium';

/** How long a page may take to show a first text, ms. */
const TEXT_WITHIN_MS = 60_000;

/** One page of one person. */
export interface PageToOpen {
  readonly url: string;
  readonly path: string;
  /** As the browser would send it; empty for nobody. */
  readonly cookie: string;
}

/** @throws when this machine has no Chromium */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`${CHROMIUM} is missing`);
  }
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

async function contextFor(browser: Browser, { url, cookie }: PageToOpen): Promise<BrowserContext> {
  const context = await browser.newContext();
  const [name = '', value = ''] = cookie.split('=');
  if (value !== '') {
    // A loopback address counts as secure for the browser; the cookie's own address has to say so.
    await context.addCookies([{ name, value, url: url.replace('http:', 'https:'), httpOnly: true, secure: true, sameSite: 'Strict' }]);
  }
  return context;
}

/** Opens a draft that is being written. @returns when its first text stood on the page, ms since 1970 */
export async function firstTextInPage(browser: Browser, toOpen: PageToOpen): Promise<number> {
  const context = await contextFor(browser, toOpen);
  const page = await context.newPage();
  await page.goto(toOpen.url + toOpen.path);
  await page.waitForSelector('.parts li:not(.on)');
  // A section is being written as soon as text of it has arrived; it is marked together with the paper's text.
  const handle = await page.waitForFunction(
    () => document.querySelector('.parts li.on') !== null && performance.timeOrigin + performance.now(),
    undefined,
    { polling: 'raf', timeout: TEXT_WITHIN_MS },
  );
  return Number(await handle.jsonValue());
}

/** Opens a page with an empty cache. @returns bytes on the wire, headers included, without fonts and their style sheet */
export async function transferredBytes(browser: Browser, toOpen: PageToOpen): Promise<number> {
  const context = await contextFor(browser, toOpen);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const fonts = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
    // The style sheet that names the fonts is loaded with them, after the first page has been drawn.
    if (type === 'Font' || response.url.endsWith('/fonts.css')) {
      fonts.add(requestId);
    }
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += fonts.has(requestId) ? 0 : encodedDataLength;
  });
  await page.goto(toOpen.url + toOpen.path, { waitUntil: 'networkidle' });
  await context.close();
  return bytes;
}

/** A path of ours that nothing else has. */
const SCRIPT_PATH = '/bench-form.js';

/** Runs a script as a part of one of our pages, under its own rules for scripts. @returns what it puts into `measured` */
export async function scriptValue<T>(browser: Browser, toOpen: PageToOpen, script: string): Promise<T> {
  const context = await contextFor(browser, toOpen);
  const page = await context.newPage();
  await page.route(`**${SCRIPT_PATH}`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.goto(toOpen.url + toOpen.path, { waitUntil: 'networkidle' });
  await page.addScriptTag({ url: SCRIPT_PATH });
  const value = await page.evaluate<T>('globalThis.measured');
  await context.close();
  return value;
}

/** How long somebody looks at the gallery before the click, ms. */
const LOOK_MS = 4_000;

/** ms from the click until what is in sight of the form has been drawn, and until all of it has. */
export interface Opening {
  readonly inSightMs: number;
  readonly wholeMs: number;
}

/** Clicks the link to a form, and waits for the form. */
async function openingBy(link: HTMLElement): Promise<Opening> {
  const frame = () => new Promise(requestAnimationFrame);
  /** What is queued while a frame is prepared has its turn as soon as the frame has been drawn. */
  const afterFrame = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  const beganMs = performance.now();
  /** Looks before each frame; what is there then is drawn with it. */
  const drawn = async (isThere: () => boolean) => {
    do {
      await frame();
    } while (!isThere());
    await afterFrame();
    return performance.now() - beganMs;
  };
  const groups = () => document.querySelectorAll('.form-main .group').length;
  link.click();
  const inSightMs = await drawn(() => groups() > 0);
  return { inSightMs, wholeMs: await drawn(() => groups() === document.querySelectorAll('.toc li').length) };
}

/** Goes from the gallery to a form. @returns with the time that the two answers of the API take which it shows, ms, afterwards */
export async function formOpening(browser: Browser, gallery: PageToOpen, templateId: string): Promise<Opening & { answersMs: number }> {
  const context = await contextFor(browser, gallery);
  const page = await context.newPage();
  await page.goto(gallery.url + gallery.path, { waitUntil: 'networkidle' });
  await page.waitForTimeout(LOOK_MS);
  const opening = await page.locator(`a[href="/templates/${templateId}"]`).first().evaluate(openingBy);
  const answersMs = await page.evaluate(async (id) => {
    const beganMs = performance.now();
    const read = async (part: string): Promise<unknown> => (await fetch(`/api/templates/${id}${part}`)).json();
    await Promise.all([read(''), read('/input')]);
    return performance.now() - beganMs;
  }, templateId);
  await context.close();
  return { ...opening, answersMs };
}
