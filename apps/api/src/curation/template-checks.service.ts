import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@bunan/config';
import type { TemplateCheck } from '@bunan/contracts';
import { contentHash } from '@bunan/drafts';
import { QuotaLedger } from '@bunan/quota';
import { faultOfContent, type ExchangeReading } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { LRUCache } from 'lru-cache';
import { POLICIES } from '../drafts/policies.token.js';
import { CONFIG } from '../http/config.token.js';
import type { CheckReply, CheckRequest } from './check-request.js';
import { faultyCheck } from './check-template.js';
import { CheckProcess, CheckTooLong } from './check-process.js';

/** Checks that are kept: while somebody reads a version, it is not checked again and again. */
const KEPT = 40;

const TOO_LONG = { path: '', message: '確かめるのに時間がかかりすぎます。長い文、試験の数、形の指定（正規表現）を見直してください。' };

/** Checks definitions, as strictly as publishing does: what is shown in a preview could be published. */
@Injectable()
export class TemplateChecks implements OnApplicationShutdown {
  private readonly known = new LRUCache<string, Promise<TemplateCheck>>({ max: KEPT });
  private readonly process: CheckProcess;
  private readonly model: string;

  constructor(
    @Inject(CONFIG) { llm }: Config,
    @Inject(POLICIES) policies: PrintPolicies,
    private readonly ledger: QuotaLedger,
  ) {
    this.model = llm.model;
    this.process = new CheckProcess({ policies, tokenizer: llm.tokenizer, model: llm.model, contextTokens: llm.contextTokens });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.process.stop();
  }

  /** Faults at their places; when there are none, the tests, and how form and document look with the sample. */
  async check(content: Readonly<Record<string, unknown>>): Promise<TemplateCheck> {
    const fault = faultOfContent(content);
    if (fault !== null) {
      return faultyCheck([{ path: '', message: fault }]);
    }
    const key = contentHash(content).toString('base64');
    const made = this.known.get(key) ?? this.make(content);
    this.known.set(key, made);
    try {
      return await made;
    } catch (error) {
      this.known.delete(key);
      if (error instanceof CheckTooLong) {
        return faultyCheck([TOO_LONG]);
      }
      throw error;
    }
  }

  /** The definition in the file of another city, or why there is none. */
  async readFile(text: string): Promise<ExchangeReading> {
    try {
      const reply = await this.ask({ kind: 'file', text });
      if (reply.kind === 'file') {
        return reply.reading;
      }
    } catch (error) {
      if (!(error instanceof CheckTooLong)) {
        throw error;
      }
    }
    return { ok: false, faults: [TOO_LONG] };
  }

  private async make(content: Readonly<Record<string, unknown>>): Promise<TemplateCheck> {
    const past = typeof content.id === 'string' ? await this.ledger.pastCalls(content.id, this.model) : null;
    const reply = await this.ask({ kind: 'check', content, past });
    return reply.kind === 'check' ? reply.check : faultyCheck([TOO_LONG]);
  }

  private async ask(request: CheckRequest): Promise<CheckReply> {
    const reply = await this.process.run(request);
    if (reply.kind === 'failed') {
      throw new Error(`a check failed: ${reply.message}`);
    }
    return reply;
  }
}
