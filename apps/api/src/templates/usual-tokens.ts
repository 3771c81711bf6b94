import { Injectable } from '@nestjs/common';
import type { PublishedTemplate } from '@bunan/drafts';
import { sampleAnswers } from '@bunan/template-engine';
import { LRUCache } from 'lru-cache';
import { CallPrices } from '../estimates/call-prices.js';

/** How long a usual price is taken as current, ms: it says about how much, and moves slowly. */
const FRESH_MS = 600_000;
const KEPT = 5_000;

/**
 * What a run of each template usually takes: the price of its sample, with an answer of the usual length.
 *
 * Counting a prompt holds the process up for some milliseconds. So what is known is answered at once, even when it is no
 * longer fresh, and prices are made anew one after another, so that requests come between.
 */
@Injectable()
export class UsualTokens {
  private readonly known = new LRUCache<string, number, PublishedTemplate>({
    max: KEPT,
    ttl: FRESH_MS,
    allowStale: true,
    fetchMethod: (_key, _stale, { context }) => this.inTurn(() => this.ask(context)),
  });
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly prices: CallPrices) {}

  /** Tokens; 0 where no model writes. */
  of(published: PublishedTemplate): number | Promise<number> {
    if (published.template.sections.length === 0) {
      return 0;
    }
    const key = `${published.id} ${String(published.version)}`;
    const isFresh = this.known.getRemainingTTL(key) > 0;
    return (isFresh ? this.known.get(key) : undefined) ?? this.known.forceFetch(key, { context: published });
  }

  private inTurn(act: () => Promise<number>): Promise<number> {
    const acted = this.last.then(act);
    this.last = acted.catch(() => undefined);
    return acted;
  }

  private async ask({ id, template }: PublishedTemplate): Promise<number> {
    const job = { kind: 'draft' } as const;
    const { expectedTokens } = await this.prices.prepare({ templateId: id, template, answers: sampleAnswers(template), job });
    return expectedTokens;
  }
}
