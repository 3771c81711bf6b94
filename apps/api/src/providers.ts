import { type Provider } from '@nestjs/common';
import type { Config } from '@bunan/config';
import { DatabaseListener, dataSourceOptions } from '@bunan/database';
import { DraftContents, TemplateLibrary, type CallLimits } from '@bunan/drafts';
import { QuotaLedger } from '@bunan/quota';
import { tokenCounter } from '@bunan/tokens';
import { readMasterKeys, Vault } from '@bunan/vault';
import { layoutProfile } from '@bunan/word';
import { DataSource } from 'typeorm';
import { LAYOUT, POLICIES } from './drafts/policies.token.js';
import { CALL_LIMITS } from './estimates/call-limits.token.js';
import { CONFIG } from './http/config.token.js';

/** The parts that the libs offer, made from the settings. The data source connects later: see DatabaseConnection. */
export function libraryProviders(config: Config): Provider[] {
  const layout = layoutProfile(config.layoutProfile);
  const { model, tokenizer, contextTokens } = config.llm;
  const limits: CallLimits = { model, counter: tokenCounter(tokenizer), contextTokens };
  return [
    { provide: CONFIG, useValue: config },
    { provide: LAYOUT, useValue: layout },
    { provide: POLICIES, useValue: layout.policies },
    { provide: CALL_LIMITS, useValue: limits },
    { provide: DataSource, useFactory: () => new DataSource(dataSourceOptions(config.database, 'bunan-api')) },
    { provide: DatabaseListener, useFactory: () => new DatabaseListener(config.database.url) },
    { provide: DraftContents, useFactory: () => new DraftContents(new Vault(readMasterKeys(config.vaultKeyFile))) },
    TemplateLibrary,
    { provide: QuotaLedger, useFactory: (dataSource: DataSource) => new QuotaLedger(dataSource), inject: [DataSource] },
  ];
}
