import type { TokenCounter } from '@bunan/tokens';
import * as z from 'zod';

/** The part of the protocol that is understood: chat completions with an answer schema. */
export const chatRequestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
  stream: z.boolean().default(false),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).optional(),
  max_completion_tokens: z.int().positive().optional(),
  max_tokens: z.int().positive().optional(),
  response_format: z
    .looseObject({ json_schema: z.looseObject({ schema: z.looseObject({ required: z.array(z.string()).optional() }) }).optional() })
    .optional(),
});
export type ChatRequest = z.infer<typeof chatRequestSchema>;

const MESSAGE_OVERHEAD_TOKENS = 4;
const REPLY_PRIMING_TOKENS = 3;

/** Tokens of everything that was sent: messages with their overhead, and the answer schema. */
export function inputTokensOf(request: ChatRequest, counter: TokenCounter): number {
  const messages = request.messages.reduce((sum, { content }) => sum + counter.count(content) + MESSAGE_OVERHEAD_TOKENS, 0);
  const schema = request.response_format?.json_schema?.schema;
  return messages + REPLY_PRIMING_TOKENS + (schema === undefined ? 0 : counter.count(JSON.stringify(schema)));
}
