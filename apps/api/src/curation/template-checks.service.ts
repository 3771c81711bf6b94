import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Config } from '@bunan/config';
import type { FaultView, TemplateCheck } from '@bunan/contracts';
import { contentHash } from '@bunan/drafts';
import { QuotaLedger } from '@bunan/quota';
import { faultOfContent, type ExchangeReading } from '@bunan/template-engine';
import type { PrintPolicies } from '@bunan/wareki';
import { LRUCache } from 'lru-cache';
import { POLICIES } from '../drafts/policies.token.js';
import { CONFIG } from '../http/config.token.js';
import type { CheckReply } from './check-request.js';
import { faultyCheck } from './check-template.js';
import { CheckProcess, CheckTooLong } from './check-process.js';

/** Checks that are kept: while somebody reads a version, it is not checked again and again. */
const KEPT = 40;

const TOO_LONG = { path: '', message: '確かめるのに時間がかかりすぎます。長い文、試験の数、形の指定（正規表現）を見直してください。' };

const FAILED = { path: '', message: '確かめている途中で不具合が起きました。情報政策課に知らせてください。' };

/** A fault of ours: the process that checks has answered something else than was asked. */
class CheckFailed extends Error {
  constructor(reply: CheckReply) {
    super(`a check failed: ${reply.kind === 'failed' ? reply.message : reply.kind}`);
    this.name = 'CheckFailed';
  }
}

/** Checks definitions, as strictly as publishing does: what is shown in a preview could be published. */
@Injectable()
export class TemplateChecks implements OnApplicationShutdown {
  private readonly logger = new Logger(TemplateChecks.name);
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
      return faultyCheck([this.faultOf(error)]);
    }
  }

  /** The definition in the file of another city, or why there is none. */
  async readFile(text: string): Promise<ExchangeReading> {
    try {
      const reply = await this.process.run({ kind: 'file', text });
      if (reply.kind === 'file') {
        return reply.reading;
      }
      throw new CheckFailed(reply);
    } catch (error) {
      return { ok: false, faults: [this.faultOf(error)] };
    }
  }

  private async make(content: Readonly<Record<string, unknown>>): Promise<TemplateCheck> {
    const past = typeof content.id === 'string' ? await this.ledger.pastCalls(content.id, this.model) : null;
    const reply = await this.process.run({ kind: 'check', content, past });
    if (reply.kind === 'check') {
      return reply.check;
    }
    throw new CheckFailed(reply);
  }

  /** What is said of a definition that could not be checked, so that it can still be opened and given up. @throws any other error */
  private faultOf(error: unknown): FaultView {
    if (error instanceof CheckTooLong) {
      return TOO_LONG;
    }
    if (error instanceof CheckFailed) {
      this.logger.error(error.message);
      return FAILED;
    }
    throw error;
  }
}
