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

/**
 * A connection that lets the database keep what it has parsed and planned (PREPARE).
 *
 * Statements with parameters are prepared at their first use on a connection. Ours are few, fixed, and asked for again
 * and again, and planning one of them takes the database longer than carrying it out.
 */
export class PreparingClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const send = this.query.bind(this);
    const query = (...request: readonly unknown[]): unknown => Reflect.apply(send, this, prepared(request));
    Object.defineProperty(this, 'query', { value: query });
  }
}

/** What `query` was called with, under a name when it is a text with parameters. */
function prepared([text, values, ...callback]: readonly unknown[]): unknown[] {
  const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
  return name === undefined ? [text, values, ...callback] : [{ name, text, values }, ...callback];
}
