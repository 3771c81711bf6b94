import { Logger } from '@nestjs/common';
import type { CallLimits } from '@bunan/drafts';
import type { CircuitBreaker, ModelDoor, ProviderSign } from '@bunan/llm';

/** A provider of a model, with what a call to it is counted by. */
export interface ModelProvider {
  readonly door: ModelDoor;
  /** Its model, tokenizer and context. */
  readonly limits: CallLimits;
}

/** The provider of one call. */
export interface ChosenProvider {
  readonly provider: ModelProvider;
  /** Says how the call went, or that it was not made. Must be told in the end; only the first time counts. */
  readonly end: (sign: ProviderSign) => void;
}

/** A second provider, and what says when it is its turn. */
export interface Fallback {
  readonly provider: ModelProvider;
  readonly breaker: CircuitBreaker;
}

/**
 * The provider of all calls and, where there is one, the fallback that takes them while the first is ill.
 *
 * Chosen before tokens are reserved, since what a call can cost depends on who counts it. What is known of the first
 * provider is this process's own: others find out by themselves, with as many failures.
 */
export class ModelProviders {
  private readonly logger = new Logger(ModelProviders.name);

  constructor(
    private readonly first: ModelProvider,
    private readonly fallback: Fallback | null = null,
  ) {}

  /** The first, then the fallback. */
  get all(): readonly ModelProvider[] {
    return this.fallback === null ? [this.first] : [this.first, this.fallback.provider];
  }

  /** Where calls go now, apart from the one that tries the first again. */
  get inUse(): ModelProvider {
    return this.fallback?.breaker.isOpen === true ? this.fallback.provider : this.first;
  }

  /** Chooses for one call, which then has to be ended. */
  choose(): ChosenProvider {
    if (this.fallback === null) {
      return { provider: this.first, end: () => undefined };
    }
    const pass = this.fallback.breaker.enter();
    if (pass === null) {
      return { provider: this.fallback.provider, end: () => undefined };
    }
    return {
      provider: this.first,
      end: (sign) => {
        const before = this.inUse;
        pass.end(sign);
        this.tellChange(before);
      },
    };
  }

  private tellChange(before: ModelProvider): void {
    if (this.inUse !== before) {
      this.logger.warn(
        this.inUse === this.first ? 'the first provider is well again' : 'the first provider is ill: calls go to the fallback',
      );
    }
  }
}
