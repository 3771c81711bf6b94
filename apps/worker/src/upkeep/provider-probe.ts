import { Logger } from '@nestjs/common';
import type { ModelProvider } from '../generation/model-providers.js';

/** How often a provider that answers is asked again whether it is there; one that does not is asked each time, ms. */
const ASK_EVERY_MS = 30_000;

/** Asks one provider now and then whether it is there, which costs no tokens. */
export class ProviderProbe {
  private readonly logger = new Logger(ProviderProbe.name);
  private askedAt = -Infinity;

  constructor(readonly provider: ModelProvider) {}

  /** Whether it answered when it was asked last; null before. */
  isReachable: boolean | null = null;

  /** Asks when it is time to. @returns whether it was asked */
  async askWhenDue(): Promise<boolean> {
    if (this.isReachable === true && performance.now() - this.askedAt <= ASK_EVERY_MS) {
      return false;
    }
    this.askedAt = performance.now();
    const isReachable = await this.provider.door.isReachable();
    if (isReachable !== (this.isReachable ?? true)) {
      this.logger.warn(`the provider of ${this.provider.limits.model} ${isReachable ? 'answers again' : 'does not answer'}`);
    }
    this.isReachable = isReachable;
    return true;
  }
}
