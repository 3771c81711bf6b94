import type { Provider } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { DatabaseListener, dataSourceOptions } from '@bunan/database';
import { DraftContents, TemplateLibrary } from '@bunan/drafts';
import { ModelDoor } from '@bunan/llm';
import { QuotaLedger } from '@bunan/quota';
import { tokenCounter } from '@bunan/tokens';
import { readMasterKeys, Vault } from '@bunan/vault';
import { DataSource } from 'typeorm';
import { WRITER_SETTINGS, type WriterSettings } from './generation/writer-settings.js';

/** Injection token of the settings (`Config` of libs/config). */
export const CONFIG = Symbol('config');

function writerSettings({ llm }: Config): WriterSettings {
  return {
    limits: { counter: tokenCounter(llm.tokenizer), contextTokens: llm.contextTokens },
    model: llm.model,
    maxAttempts: llm.maxAttempts,
    retryBaseMs: llm.retryBaseMs,
    practice: llm.practice,
  };
}

function modelDoor({ llm }: Config): ModelDoor {
  return new ModelDoor({
    baseUrl: llm.baseUrl,
    apiKey: llm.apiKey,
    model: llm.model,
    outputParam: llm.outputParam,
    deadlines: { firstByteMs: llm.firstByteTimeoutMs, idleMs: llm.idleTimeoutMs, totalMs: llm.totalTimeoutMs },
  });
}

/** The parts that the libs offer, made from the settings. */
export function libraryProviders(config: Config): Provider[] {
  return [
    { provide: CONFIG, useValue: config },
    { provide: WRITER_SETTINGS, useValue: writerSettings(config) },
    { provide: DataSource, useFactory: () => new DataSource(dataSourceOptions(config.database, 'bunan-worker')) },
    { provide: DatabaseListener, useFactory: () => new DatabaseListener(config.database.url) },
    { provide: ModelDoor, useFactory: () => modelDoor(config) },
    { provide: DraftContents, useFactory: () => new DraftContents(new Vault(readMasterKeys(config.vaultKeyFile))) },
    TemplateLibrary,
    {
      provide: QuotaLedger,
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => new QuotaLedger(dataSource, config.worker.leaseMs),
    },
  ];
}
