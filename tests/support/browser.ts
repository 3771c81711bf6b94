import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import * as z from 'zod';
import { PASSWORD, type Login } from './people.js';

/**
 * Nothing of the browser's own may use the network; most of that the driver sees to itself.
 *
 * Never `--disable-features` here: Chromium heeds the last one only, and the driver's own list would be lost.
 */
const QUIET = ['--disable-client-side-phishing-detection', '--disable-domain-reliability', '--no-pings'];

/** How long a page may take until what was waited for is there, ms. */
const PATIENCE_MS = 20_000;

/** How long a page may take to be drawn once more, ms. */
const DRAWN_WITHIN_MS = 5_000;

/** A desk in an office, and a narrow telephone. */
export const SIZES = { desk: { width: 1280, height: 960 }, phone: { width: 360, height: 780 } } as const;

/** Done when the browser has drawn the page. */
const NEXT_FRAME = 'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => true)';

const violationsSchema = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })) }),
);

/** A person at a browser; remembers everything that a page must not do. */
export class Visitor {
  private faults: string[] = [];
  private allowed: RegExp[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {}

  static async at(browser: Browser, url: string, size: { width: number; height: number } = SIZES.desk): Promise<Visitor> {
    const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: size, acceptDownloads: true });
    context.setDefaultTimeout(PATIENCE_MS);
    const visitor = new Visitor(context, await context.newPage(), url);
    visitor.watch();
    return visitor;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  /** Signs in and waits for the gallery, or for the page that was wanted. */
  async signIn(login: Login, password = PASSWORD): Promise<void> {
    if (!this.page.url().includes('/sign-in')) {
      await this.open('/sign-in');
    }
    await this.page.getByLabel('職員番号').fill(login);
    await this.page.getByLabel('パスワード').fill(password);
    await this.page.getByRole('button', { name: 'サインイン', exact: true }).click();
    await this.page.getByRole('button', { name: 'サインアウト' }).waitFor({ state: 'attached' });
  }

  /** A page in the same browser, signed in as the same person; the one before is closed. */
  async inNewPage(path: string): Promise<Visitor> {
    await this.page.close();
    const visitor = new Visitor(this.context, await this.context.newPage(), this.url);
    visitor.watchPage();
    await visitor.open(path);
    return visitor;
  }

  /** Requests that a case refuses on purpose are told in the console by the browser itself. */
  allow(...patterns: readonly RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** What went wrong unasked: errors in the console, exceptions, other hosts, breaches of the policy. */
  unexpected(): readonly string[] {
    return this.faults.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }

  /** Violations of WCAG 2.2 A and AA that rules can find. */
  async barriers(): Promise<readonly string[]> {
    await this.page.evaluate(axe.source);
    const found: unknown = await this.page.evaluate(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)`,
    );
    return violationsSchema
      .parse(found)
      .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n${node.html}\n${node.failureSummary}`));
  }

  /** How many pixels the page is wider than the window. */
  overflow(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  async close(): Promise<void> {
    await this.tellOfStandstill();
    await this.context.close();
  }

  /**
   * A click waits for the page to be drawn, and says no more than that it waited.
   *
   * So beside such a failure stands whether the page still answers, and whether the browser still draws it.
   */
  private async tellOfStandstill(): Promise<void> {
    const [answers, isDrawn] = await Promise.all(['true', NEXT_FRAME].map((code) => isSoon(this.page.evaluate(code))));
    if (!answers || !isDrawn) {
      const state = answers ? 'answers, but is no longer drawn' : 'no longer answers';
      process.stderr.write(`${expect.getState().currentTestName ?? ''}: the page ${state}: ${this.page.url()}\n`);
    }
  }

  private watch(): void {
    const own = new URL(this.url).origin;
    this.context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.origin !== own) {
        this.faults.push(`another host: ${request.url()}`);
      }
    });
    this.watchPage();
  }

  private watchPage(): void {
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.faults.push(`${message.type()}: ${message.text()} ${message.location().url}`);
      }
    });
    this.page.on('pageerror', (error) => {
      this.faults.push(`exception: ${error.message}`);
    });
  }
}

/** Whether something comes to an end, well or badly, while a page may still be drawn. */
function isSoon(work: Promise<unknown>): Promise<boolean> {
  const ended = () => true;
  return Promise.race([work.then(ended, ended), sleep(DRAWN_WITHIN_MS, false, { ref: false })]);
}

/** Chromium without a window. `CHROMIUM_PATH` names another one than that of Debian. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    // Chromium's sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: QUIET,
  });
}
