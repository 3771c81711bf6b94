import type { Provider } from '@nestjs/common';
import type { Config, ModelProviderConfig } from '@bunan/config';
import { DatabaseListener, dataSourceOptions } from '@bunan/database';
import { DraftContents, TemplateLibrary } from '@bunan/drafts';
import { CircuitBreaker, FAILURES_TO_OPEN, ModelDoor } from '@bunan/llm';
import { QuotaLedger } from '@bunan/quota';
import { tokenCounter } from '@bunan/tokens';
import { readMasterKeys, Vault } from '@bunan/vault';
import { DataSource } from 'typeorm';
import { ModelProviders, type ModelProvider } from './generation/model-providers.js';
import { WRITER_SETTINGS, type WriterSettings } from './generation/writer-settings.js';

/** Injection token of the settings (`Config` of libs/config). */
export const CONFIG = Symbol('config');

function writerSettings({ llm }: Config): WriterSettings {
  return {
    maxAttempts: llm.maxAttempts,
    retryBaseMs: llm.retryBaseMs,
    practice: llm.practice,
  };
}

function modelProvider({ baseUrl, apiKey, model, tokenizer, outputParam }: ModelProviderConfig, { llm }: Config): ModelProvider {
  const deadlines = { firstByteMs: llm.firstByteTimeoutMs, idleMs: llm.idleTimeoutMs, totalMs: llm.totalTimeoutMs };
  return {
    door: new ModelDoor({ baseUrl, apiKey, model, outputParam, deadlines }),
    limits: { model, counter: tokenCounter(tokenizer), contextTokens: llm.contextTokens },
  };
}

function modelProviders(config: Config): ModelProviders {
  const first = modelProvider(config.llm, config);
  const { fallback } = config.llm;
  if (fallback === null) {
    return new ModelProviders(first);
  }
  const breaker = new CircuitBreaker({ failuresToOpen: FAILURES_TO_OPEN, pauseMs: fallback.pauseMs });
  return new ModelProviders(first, { provider: modelProvider(fallback, config), breaker });
}

/** The parts that the libs offer, made from the settings. */
export function libraryProviders(config: Config): Provider[] {
  return [
    { provide: CONFIG, useValue: config },
    { provide: WRITER_SETTINGS, useValue: writerSettings(config) },
    { provide: DataSource, useFactory: () => new DataSource(dataSourceOptions(config.database, 'bunan-worker')) },
    { provide: DatabaseListener, useFactory: () => new DatabaseListener(config.database.url) },
    { provide: ModelProviders, useFactory: () => modelProviders(config) },
    { provide: DraftContents, useFactory: () => new DraftContents(new Vault(readMasterKeys(config.vaultKeyFile))) },
    TemplateLibrary,
    {
      provide: QuotaLedger,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new QuotaLedger(dataSource, config.worker.leaseMs),
    },
  ];
}
