import OpenAI from 'openai';
import type { ChatCompletionChunk, ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { CallOutcome, ReportedUsage } from './call-outcome.js';
import { Deadlines, type DeadlineSettings } from './deadlines.js';
import { failureOf } from './failure.js';

/** Where the model is and how it is spoken to. */
export interface ModelSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  /** Name of the parameter that limits the answer. */
  readonly outputParam: 'max_completion_tokens' | 'max_tokens';
  readonly deadlines: DeadlineSettings;
}

/** One call as it is to be sent. */
export interface ModelCall {
  readonly messages: readonly { readonly role: 'system' | 'user'; readonly content: string }[];
  /** JSON Schema that the answer must follow. */
  readonly answerSchema: object;
  readonly maxAnswerTokens: number;
  /** Ends the call. */
  readonly signal: AbortSignal;
  /** Told of each piece of text as it arrives. */
  readonly onText: (text: string) => void;
}

/** Time that the model may take to say that it is there, ms. */
const PROBE_TIMEOUT_MS = 3_000;

const FINISH_REASONS = ['stop', 'length', 'content_filter'] as const;

/** What has been read of a stream so far. */
interface Reading {
  text: string;
  finishReason: string | null;
  usage: ReportedUsage | null;
  hasChoices: boolean;
}

/** The only door to a model: any provider that speaks the protocol of OpenAI's chat completions. */
export class ModelDoor {
  private readonly client: OpenAI;

  constructor(private readonly settings: ModelSettings) {
    const { baseUrl, apiKey, deadlines } = settings;
    this.client = new OpenAI({
      baseURL: baseUrl,
      apiKey,
      // Our own loop tries again, each try with its own reservation; the client never does.
      maxRetries: 0,
      // Only a net under our deadlines.
      timeout: deadlines.totalMs + 1_000,
      // Nobody but the host that the settings allow gets to see a prompt.
      fetchOptions: { redirect: 'manual' },
      logLevel: 'off',
    });
  }

  /** Makes one HTTP request and reads its answer as it arrives. Throws nothing; see CallOutcome. */
  async call(call: ModelCall): Promise<CallOutcome> {
    const deadlines = new Deadlines(this.settings.deadlines);
    const reading: Reading = { text: '', finishReason: null, usage: null, hasChoices: false };
    try {
      const signal = AbortSignal.any([call.signal, deadlines.signal]);
      const { data: stream, response } = await this.client.chat.completions.create(this.paramsOf(call), { signal }).withResponse();
      deadlines.heard();
      if (response.headers.get('content-type')?.includes('text/event-stream') !== true) {
        stream.controller.abort();
        return { kind: 'broken', reason: 'not-a-stream', text: '', usage: null, retryAfterMs: null };
      }
      for await (const chunk of stream) {
        deadlines.heard();
        read(reading, chunk, call.onText);
      }
      return this.interrupted(call, deadlines, reading) ?? endOf(reading);
    } catch (error) {
      return this.interrupted(call, deadlines, reading) ?? failureOf(error, reading.text);
    } finally {
      deadlines.clear();
    }
  }

  /** Whether the provider answers at all; asks for its list of models, which costs nothing. */
  async isReachable(): Promise<boolean> {
    try {
      await this.client.models.list({ timeout: PROBE_TIMEOUT_MS });
      return true;
    } catch {
      return false;
    }
  }

  private paramsOf(call: ModelCall): ChatCompletionCreateParamsStreaming {
    const { model, outputParam } = this.settings;
    return {
      model,
      messages: call.messages.map(({ role, content }) => ({ role, content })),
      stream: true,
      stream_options: { include_usage: true },
      store: false,
      response_format: { type: 'json_schema', json_schema: { name: 'document', strict: true, schema: { ...call.answerSchema } } },
      [outputParam]: call.maxAnswerTokens,
    };
  }

  /** The end of a call that we stopped ourselves: the client then ends the stream with or without an error. */
  private interrupted(call: ModelCall, deadlines: Deadlines, { text, finishReason }: Reading): CallOutcome | null {
    if (finishReason !== null) {
      return null;
    }
    if (deadlines.expired !== null) {
      return { kind: 'broken', reason: deadlines.expired, text, usage: null, retryAfterMs: null };
    }
    return call.signal.aborted ? { kind: 'cancelled', text } : null;
  }
}

function read(reading: Reading, chunk: ChatCompletionChunk, onText: (text: string) => void): void {
  const [choice] = Array.isArray(chunk.choices) ? chunk.choices : [];
  if (choice !== undefined) {
    reading.hasChoices = true;
    reading.finishReason = choice.finish_reason ?? reading.finishReason;
    const text: unknown = choice.delta.content;
    if (typeof text === 'string' && text !== '') {
      reading.text += text;
      onText(text);
    }
  }
  if (chunk.usage != null) {
    const { prompt_tokens: inputTokens, completion_tokens: answerTokens, total_tokens: totalTokens } = chunk.usage;
    reading.usage = { inputTokens, answerTokens, totalTokens };
  }
}

/** A stream that ended without an error is an answer only when it says how it finished. */
function endOf({ text, finishReason, usage, hasChoices }: Reading): CallOutcome {
  const known = FINISH_REASONS.find((reason) => reason === finishReason);
  if (known !== undefined) {
    return { kind: 'answered', text, finishReason: known, usage };
  }
  const isEmpty = !hasChoices && usage !== null;
  return { kind: 'broken', reason: isEmpty ? 'empty-choices' : 'no-finish-reason', text, usage, retryAfterMs: null };
}
