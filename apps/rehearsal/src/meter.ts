/** One call as it came in, for tests that look at what was sent. */
export interface LoggedCall {
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly behaviour: string;
  readonly body: unknown;
  inputTokens: number;
  answerTokens: number;
  /** The text of the answer that was sent, and whether that was all of it. */
  text: string;
  isWhole: boolean;
  /** When the call was read, the headers of its answer sent, its last byte handed over, the connection closed: ms since 1970 with fractions. */
  readonly receivedMs: number;
  firstByteMs: number | null;
  lastByteMs: number | null;
  closedMs: number | null;
  /** Whether this side closed the connection as planned, or the caller went away before. */
  end: 'open' | 'sent' | 'caller-left';
}

/** The time of now in ms since 1970, finer than Date.now(), for comparing with the clocks of other processes. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Calls that are kept for looking at. */
const KEPT = 5_000;

/**
 * The provider's meter (提供者の検針): what a provider would bill.
 *
 * A call costs its prompt from the moment the headers of a 200 are sent, and each token of the answer that is sent,
 * even when the socket is cut afterwards. Refusals and errors cost nothing.
 */
export class Meter {
  private calls: LoggedCall[] = [];
  private count = 0;
  private input = 0;
  private answer = 0;

  open(behaviour: string, body: unknown): LoggedCall {
    this.count += 1;
    const call: LoggedCall = {
      number: this.count,
      at: new Date().toISOString(),
      behaviour,
      body,
      inputTokens: 0,
      answerTokens: 0,
      text: '',
      isWhole: false,
      receivedMs: preciseNow(),
      firstByteMs: null,
      lastByteMs: null,
      closedMs: null,
      end: 'open',
    };
    this.calls.push(call);
    if (this.calls.length > KEPT) {
      this.calls.shift();
    }
    return call;
  }

  billInput(call: LoggedCall, tokens: number): void {
    call.inputTokens += tokens;
    this.input += tokens;
  }

  billAnswer(call: LoggedCall, tokens: number): void {
    call.answerTokens += tokens;
    this.answer += tokens;
  }

  get log(): readonly LoggedCall[] {
    return this.calls;
  }

  reading() {
    return { requests: this.count, inputTokens: this.input, answerTokens: this.answer, billedTokens: this.input + this.answer };
  }

  reset(): void {
    this.calls = [];
    this.count = 0;
    this.input = 0;
    this.answer = 0;
  }
}
