import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenCounter } from '@bunan/tokens';
import { readAssignment } from './assignment.js';
import type { Behaviour } from './behaviour.js';
import { inputTokensOf, type ChatRequest } from './chat-request.js';
import { preciseNow, type LoggedCall, type Meter } from './meter.js';
import type { Script } from './script.js';
import { writeDocument } from './write-document.js';

/** Characters of one piece of a stream. */
const PIECE = 12;

/** Characters of one piece when there is no speed to keep: the answer comes at once. */
const LARGE_PIECE = 2_000;

/** How the server answers when nobody has told it otherwise. */
export interface Pace {
  readonly delayMs: number;
  /** 0: as fast as it goes. */
  readonly charsPerSecond: number;
}

/** One call that is being answered. */
interface Answering {
  readonly request: ChatRequest;
  readonly response: ServerResponse;
  readonly call: LoggedCall;
  readonly inputTokens: number;
}

type Answer = Extract<Behaviour, { do: 'answer' }>;

/** What is said to have been used: the truth, or whatever the script says. */
type Reported = Exclude<Answer['usage'], undefined>;

function piecesOf(text: string, size: number): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  );
}

/** Answers chat completions as the script says, and keeps the meter. */
export class Chat {
  constructor(
    private readonly script: Script,
    private readonly meter: Meter,
    private readonly counter: TokenCounter,
    private readonly pace: Pace,
  ) {}

  async answer(request: ChatRequest, response: ServerResponse): Promise<void> {
    const behaviour = this.script.take();
    const call = this.meter.open(behaviour.do, request);
    response.on('finish', () => {
      call.lastByteMs = preciseNow();
    });
    response.on('close', () => {
      call.closedMs = preciseNow();
      call.end = response.writableFinished ? 'sent' : 'caller-left';
    });
    await this.act(behaviour, { request, response, call, inputTokens: inputTokensOf(request, this.counter) });
  }

  private async act(behaviour: Behaviour, answering: Answering): Promise<void> {
    const { response } = answering;
    if ('after' in behaviour) {
      return behaviour.do === 'hold' ? this.hold(answering, behaviour) : this.breakOff(answering, behaviour);
    }
    switch (behaviour.do) {
      case 'answer':
        return this.complete(answering, behaviour);
      case 'status':
        refuse(response, behaviour);
        return;
      case 'body':
        this.begin(answering, behaviour.contentType);
        response.end(behaviour.body);
        return;
      case 'empty-choices':
        this.emptyChoices(answering);
        return;
    }
  }

  /** Status and headers of a success: from here on the prompt is billed. */
  private begin({ response, call, inputTokens }: Answering, contentType: string): void {
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' });
    response.flushHeaders();
    call.firstByteMs = preciseNow();
    this.meter.billInput(call, inputTokens);
  }

  private async complete(answering: Answering, behaviour: Answer): Promise<void> {
    const { request, response } = answering;
    await sleep(behaviour.delayMs ?? this.pace.delayMs);
    if (response.destroyed) {
      return;
    }
    const ending = this.ending(request, behaviour);
    const reported = behaviour.usage === undefined ? this.usageOf(answering, ending.written) : behaviour.usage;
    if (request.stream) {
      this.begin(answering, 'text/event-stream; charset=utf-8');
      await this.stream(answering, ending.written, behaviour.charsPerSecond ?? this.pace.charsPerSecond);
      finish(answering, ending.finishReason, request.stream_options?.include_usage === true ? reported : null);
    } else {
      this.begin(answering, 'application/json');
      this.meter.billAnswer(answering.call, this.counter.count(ending.written));
      answering.call.text = ending.written;
      answering.call.isWhole = true;
      response.end(JSON.stringify(completion(request, { ...ending, usage: reported })));
    }
  }

  /** What is written in the end: all of it, the part that the limit takes, or nothing. */
  private ending(request: ChatRequest, behaviour: Answer): { written: string; finishReason: string } {
    const { text, finishReason = 'stop' } = behaviour;
    if (finishReason === 'content_filter') {
      return { written: '', finishReason };
    }
    const limit = behaviour.beyondLimit === true ? Infinity : limitOf(request);
    const whole = text ?? this.write(request);
    const isCut = (finishReason === 'length' && text === undefined) || this.counter.count(whole) > limit;
    return isCut ? { written: shortened(whole, limit, this.counter), finishReason: 'length' } : { written: whole, finishReason };
  }

  /** Sends the text piece by piece; what has been sent is billed when the last piece is out or the caller has left. */
  private async stream({ request, response, call }: Answering, text: string, charsPerSecond: number): Promise<void> {
    const size = charsPerSecond === 0 ? LARGE_PIECE : PIECE;
    let sent = '';
    for (const piece of piecesOf(text, size)) {
      if (response.destroyed) {
        break;
      }
      send(response, chunk(request, { delta: { content: piece }, finishReason: null }));
      sent += piece;
      await pauseAfter(response, charsPerSecond === 0 ? 0 : (piece.length / charsPerSecond) * 1_000);
    }
    call.text += sent;
    this.meter.billAnswer(call, this.counter.count(sent));
  }

  private emptyChoices(answering: Answering): void {
    const { request, response } = answering;
    this.begin(answering, 'text/event-stream; charset=utf-8');
    send(response, { ...chunk(request, null), usage: this.usageOf(answering, '') });
    response.end('data: [DONE]\n\n');
  }

  /** Sends so many pieces of the answer. @returns the rest of it */
  private async sendFirst(answering: Answering, count: number, text = this.write(answering.request)): Promise<string> {
    this.begin(answering, 'text/event-stream; charset=utf-8');
    const pieces = piecesOf(text, PIECE);
    await this.stream(answering, pieces.slice(0, count).join(''), this.pace.charsPerSecond);
    return pieces.slice(count).join('');
  }

  private async breakOff(answering: Answering, behaviour: Extract<Behaviour, { do: 'hang' | 'reset' | 'cut' }>): Promise<void> {
    const { response } = answering;
    if (behaviour.do === 'hang' && !behaviour.headers) {
      return;
    }
    await this.sendFirst(answering, behaviour.after);
    if (behaviour.do === 'reset') {
      // The pieces must be on their way before the connection is reset, or they would be lost with it.
      await sleep(20);
      response.socket?.resetAndDestroy();
    } else if (behaviour.do === 'cut') {
      response.end();
    }
  }

  private async hold(answering: Answering, { after, text }: Extract<Behaviour, { do: 'hold' }>): Promise<void> {
    const { call } = answering;
    if (after === 0) {
      await this.script.hold();
      return this.complete(answering, { do: 'answer', text });
    }
    const rest = await this.sendFirst(answering, after, text);
    await this.script.hold();
    await this.stream(answering, rest, this.pace.charsPerSecond);
    finish(answering, 'stop', usage(call.inputTokens, call.answerTokens));
  }

  private write(request: ChatRequest): string {
    const prompt = request.messages.map((message) => message.content).join('\n\n');
    const ids = request.response_format?.json_schema?.schema.required ?? [];
    return JSON.stringify(writeDocument(readAssignment(prompt), ids));
  }

  private usageOf({ inputTokens }: Answering, text: string) {
    return usage(inputTokens, this.counter.count(text));
  }
}

/** Keeps the pace, and waits for a reader that is slower. */
async function pauseAfter(response: ServerResponse, ms: number): Promise<void> {
  if (ms > 0) {
    await sleep(ms);
  }
  if (response.writableNeedDrain && !response.destroyed) {
    await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
}

function usage(inputTokens: number, answerTokens: number) {
  return { prompt_tokens: inputTokens, completion_tokens: answerTokens, total_tokens: inputTokens + answerTokens };
}

/** The most that an answer may take, tokens. */
function limitOf({ max_completion_tokens: ofCompletion, max_tokens: ofAll }: ChatRequest): number {
  return ofCompletion ?? ofAll ?? Infinity;
}

/** The beginning of a text: half of it, or as much as the limit takes. */
function shortened(text: string, limit: number, counter: TokenCounter): string {
  let end = Math.floor(text.length / 2);
  while (counter.count(text.slice(0, end)) > limit) {
    end = Math.floor(end / 2);
  }
  return text.slice(0, end);
}

/** The end of a stream: why it ended, what it has used, and the mark of the end. */
function finish({ request, response, call }: Answering, finishReason: string, reported: Reported): void {
  call.isWhole = !response.destroyed;
  send(response, chunk(request, { delta: {}, finishReason }));
  if (reported !== null) {
    send(response, { ...chunk(request, null), usage: reported });
  }
  response.end('data: [DONE]\n\n');
}

function refuse(response: ServerResponse, { status, retryAfter }: Extract<Behaviour, { do: 'status' }>): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { message: `rehearsed ${String(status)}`, type: 'rehearsal' } }));
}

function send(response: ServerResponse, data: object): void {
  if (!response.destroyed) {
    response.write(`data: ${JSON.stringify(data)}\n\n`);
  }
}

function chunk(request: ChatRequest, choice: { delta: object; finishReason: string | null } | null): object {
  const choices = choice === null ? [] : [{ index: 0, delta: choice.delta, finish_reason: choice.finishReason }];
  return { id: 'rehearsal', object: 'chat.completion.chunk', created: 0, model: request.model, choices };
}

function completion(
  request: ChatRequest,
  { written, finishReason, usage: reported }: { written: string; finishReason: string; usage: Reported },
): object {
  const message = { role: 'assistant', content: written };
  return {
    id: 'rehearsal',
    object: 'chat.completion',
    created: 0,
    model: request.model,
    choices: [{ index: 0, message, finish_reason: finishReason }],
    ...(reported === null ? {} : { usage: reported }),
  };
}
