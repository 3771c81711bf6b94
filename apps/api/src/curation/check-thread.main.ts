import { parentPort, workerData } from 'node:worker_threads';
import type { CallLimits } from '@bunan/drafts';
import { readExchangeFile } from '@bunan/template-engine';
import { tokenCounter } from '@bunan/tokens';
import { checkReplySchema, checkRequestSchema, checkSettingsSchema, type CheckReply } from './check-request.js';
import { checkTemplate } from './check-template.js';

const { policies, tokenizer, model, contextTokens } = checkSettingsSchema.parse(workerData);
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

parentPort?.on('message', (message: unknown) => {
  parentPort?.postMessage(replyTo(message));
});
parentPort?.postMessage(checkReplySchema.parse({ kind: 'ready' }));
