import type { TemplateCheck } from '@bunan/contracts';
import type { PastCalls } from '@bunan/quota';
import type { ExchangeReading } from '@bunan/template-engine';
import type { TokenizerName } from '@bunan/tokens';
import type { PrintPolicies } from '@bunan/wareki';
import * as z from 'zod';

/** What the process that checks is started with. */
export const checkSettingsSchema = z.object({
  policies: z.custom<PrintPolicies>(),
  tokenizer: z.custom<TokenizerName>(),
  model: z.string(),
  contextTokens: z.int(),
});
export type CheckSettings = z.infer<typeof checkSettingsSchema>;

/** What it is asked: to check a definition, or to read one from the file of another city. */
export const checkRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('check'), content: z.unknown(), past: z.custom<PastCalls | null>() }),
  z.object({ kind: z.literal('file'), text: z.string() }),
]);
export type CheckRequest = z.infer<typeof checkRequestSchema>;

/** What it answers; `ready` once, when it has loaded. */
export const checkReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('check'), check: z.custom<TemplateCheck>() }),
  z.object({ kind: z.literal('file'), reading: z.custom<ExchangeReading>() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type CheckReply = z.infer<typeof checkReplySchema>;
