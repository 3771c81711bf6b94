import { Client, type ClientConfig } from 'pg';

/** Statements that a connection keeps at most; the programs have about a hundred, what comes beyond is sent unprepared. */
const MAX_STATEMENTS = 500;

/** Names of the statements of this process; a name belongs to the same text on every connection. */
const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_STATEMENTS) {
    return known;
  }
  const name = `bunan_${String(names.size + 1)}`;
  names.set(text, name);
  return name;
}

/** Who is told of an answer. */
type Told = (error: Error | null, answer: unknown) => void;

/**
 * A connection that lets the database keep what it has parsed and planned (PREPARE).
 *
 * Statements with parameters are prepared at their first use on a connection. Ours are few, fixed, and asked for again
 * and again, and planning one of them takes the database longer than carrying it out.
 *
 * Answers come through callbacks and promises of our own. pg's own promises let a dead answer keep the one after it alive
 * until the old generation is collected: a file of a million rows then left them all to the slow collection
 * (docs/benchmarks.md, ledger-csv).
 */
export class PreparingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const send = this.query.bind(this);
    const query = (...request: readonly unknown[]): unknown => {
      const statement = prepared(request);
      const tell = (told: Told): unknown => Reflect.apply(send, this, [...statement, told]);
      return isPromised(request) ? promised(tell) : Reflect.apply(send, this, statement);
    };
    Object.defineProperty(this, 'query', { value: query });
  }
}

/** What `query` was called with, under a name when it is a text with parameters. */
function prepared([text, values, ...callback]: readonly unknown[]): unknown[] {
  const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
  return name === undefined ? [text, values, ...callback] : [{ name, text, values }, ...callback];
}

/** Whether the caller expects a promise: it gave no callback, and no query object that answers for itself (`submit`). */
function isPromised(request: readonly unknown[]): boolean {
  const [first] = request;
  const isSubmittable = typeof first === 'object' && first !== null && 'submit' in first;
  return !isSubmittable && typeof request.at(-1) !== 'function';
}

function promised(tell: (told: Told) => unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    tell((error, answer) => {
      if (error === null) {
        resolve(answer);
      } else {
        reject(error);
      }
    });
  });
}
