import type { CallLimits } from '@bunan/drafts';
import { readExchangeFile } from '@bunan/template-engine';
import { tokenCounter } from '@bunan/tokens';
import { checkRequestSchema, checkSettingsSchema, type CheckReply } from './check-request.js';
import { checkTemplate } from './check-template.js';

const { policies, tokenizer, model, contextTokens } = checkSettingsSchema.parse(JSON.parse(process.argv[2] ?? ''));
const limits: CallLimits = { model, contextTokens, counter: tokenCounter(tokenizer) };

function replyTo(message: unknown): CheckReply {
  try {
    const request = checkRequestSchema.parse(message);
    return request.kind === 'file'
      ? { kind: 'file', reading: readExchangeFile(request.text) }
      : { kind: 'check', check: checkTemplate(request.content, { policies, limits, past: request.past }) };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : 'a value that is no error was thrown' };
  }
}

process.on('message', (message: unknown) => {
  process.send?.(replyTo(message));
});
process.once('disconnect', () => {
  process.exit();
});
process.send?.({ kind: 'ready' } satisfies CheckReply);
