import type { Browser } from 'playwright-core';
import { launchBrowser, SIZES, Visitor } from './browser.js';
import { FrontDoor } from './front-door.js';
import { Installation, type InstallationOptions } from './installation.js';
import type { Login } from './people.js';

/** Nothing runs out while a test holds the model back. */
export const PATIENT = {
  LLM_FIRST_BYTE_TIMEOUT_MS: '110000',
  LLM_IDLE_TIMEOUT_MS: '110000',
  LLM_TOTAL_TIMEOUT_MS: '120000',
} as const;

/** An installation behind its front door, and people who come to it with their browsers. */
export class Office {
  private visitors: Visitor[] = [];

  private constructor(
    readonly installation: Installation,
    readonly door: FrontDoor,
    private readonly browser: Browser,
  ) {}

  static async open(options: InstallationOptions = {}): Promise<Office> {
    const installation = await Installation.start(options);
    return new Office(installation, await FrontDoor.before(installation.url), await launchBrowser());
  }

  /** Somebody at the sign-in page. */
  async visitor(size: { width: number; height: number } = SIZES.desk): Promise<Visitor> {
    const visitor = await Visitor.at(this.browser, this.door.url, size);
    // Nobody is signed in yet: the server's answer to the question who is stands in the console.
    visitor.allow(/401.*\/api\/session/);
    this.visitors.push(visitor);
    return visitor;
  }

  /** Somebody who has signed in. */
  async person(login: Login): Promise<Visitor> {
    const visitor = await this.visitor();
    await visitor.signIn(login);
    return visitor;
  }

  /** The people go, the front door is open again. @returns what their pages did that no page may do */
  async leave(): Promise<readonly string[]> {
    this.door.refusal = null;
    this.door.holdsStreams = false;
    const unexpected = this.visitors.flatMap((visitor) => visitor.unexpected());
    await Promise.all(this.visitors.map((visitor) => visitor.close()));
    this.visitors = [];
    return unexpected;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.door.close();
    await this.installation.stop();
  }
}
