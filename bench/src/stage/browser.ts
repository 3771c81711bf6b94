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
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] });
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
