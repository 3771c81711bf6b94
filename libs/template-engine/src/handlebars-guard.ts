import Handlebars from 'handlebars';

/** Longest text of a template, code units, and deepest nesting of blocks. */
const MAX_LENGTH = 20_000;
const MAX_DEPTH = 8;

/** Most places with braces: the parser takes a second for some thousands of them. */
const MAX_TAGS = 300;

/** The only helpers: a text is there, or it is not. */
const HELPERS: ReadonlySet<string> = new Set(['if', 'unless']);

/** What the compiler takes for a helper. It knows more by itself; to those, a field may have the same name. */
const KNOWN_HELPERS = {
  if: true,
  unless: true,
  each: false,
  with: false,
  log: false,
  lookup: false,
  helperMissing: false,
  blockHelperMissing: false,
};

/** Words that no field can have for its id: between braces they never stand for a value. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([...HELPERS, 'else']);

/** A fault in a template's text, with its line and column from 1. */
export interface TextFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

type Node = hbs.AST.Node;

/** What the parser gives that its own types leave out: no block parameters, no `else`, names that are literals. */
type ParsedProgram = Omit<hbs.AST.Program, 'blockParams'> & { readonly blockParams?: readonly string[] | undefined };
type ParsedBlock = Omit<hbs.AST.BlockStatement, 'inverse' | 'path' | 'program'> & {
  readonly path: hbs.AST.Expression;
  readonly program: ParsedProgram;
  readonly inverse?: ParsedProgram;
};

function isPath(node: Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression';
}

function isMustache(node: Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement';
}

function isBlock(node: Node): node is Node & ParsedBlock {
  return node.type === 'BlockStatement';
}

/** Renders a text that the guard has let pass. */
export type RenderText = (values: Readonly<Record<string, string>>) => string;

function faultOfPath(expression: hbs.AST.Expression, fields: ReadonlySet<string>): string | null {
  if (!isPath(expression)) {
    return '書けるのは項目の名前だけです。';
  }
  const { parts, data, depth, original } = expression;
  const [name] = parts;
  if (parts.length !== 1 || name === undefined || data || depth > 0 || original !== name) {
    return '書けるのは項目の名前だけです。';
  }
  return fields.has(name) ? null : `「${name}」という項目はありません。`;
}

/** Walks the parsed text and allows what is known to be harmless; everything else is a fault. */
class Guard {
  readonly faults: TextFault[] = [];

  constructor(private readonly fields: ReadonlySet<string>) {}

  check(program: ParsedProgram, depth = 0): void {
    if (depth > MAX_DEPTH) {
      this.fault(program, '入れ子が深すぎます。');
      return;
    }
    for (const statement of program.body) {
      this.checkStatement(statement, depth);
    }
  }

  private checkStatement(statement: hbs.AST.Statement, depth: number): void {
    if (statement.type === 'ContentStatement' || statement.type === 'CommentStatement') {
      return;
    }
    if (isMustache(statement)) {
      this.checkValue(statement);
    } else if (isBlock(statement)) {
      this.checkBlock(statement, depth);
    } else {
      this.fault(statement, 'この書き方は使えません。');
    }
  }

  private checkValue(value: hbs.AST.MustacheStatement): void {
    if (value.params.length > 0 || hasHash(value.hash)) {
      this.fault(value, '値に引数は付けられません。');
    }
    // A triple stash or an ampersand would be the same as two braces here; it is refused because it looks otherwise.
    if (!value.escaped) {
      this.fault(value, '波括弧は二つずつにしてください。');
    }
    if (isPath(value.path) && HELPERS.has(value.path.original)) {
      this.fault(value.path, `「${value.path.original}」は条件を書く語なので、値としては書けません。`);
    } else {
      this.checkPath(value.path);
    }
  }

  private checkBlock(block: ParsedBlock, depth: number): void {
    const name = isPath(block.path) ? block.path.original : '';
    if (!HELPERS.has(name) || block.params.length !== 1 || hasHash(block.hash) || hasBlockParams(block)) {
      this.fault(block, '使えるのは {{#if 項目}} と {{#unless 項目}} だけです。');
      return;
    }
    for (const parameter of block.params) {
      this.checkPath(parameter);
    }
    this.check(block.program, depth + 1);
    if (block.inverse !== undefined) {
      this.check(block.inverse, depth + 1);
    }
  }

  private checkPath(expression: hbs.AST.Expression): void {
    const message = faultOfPath(expression, this.fields);
    if (message !== null) {
      this.fault(expression, message);
    }
  }

  private fault(node: Node, message: string): void {
    this.faults.push({ line: node.loc.start.line, column: node.loc.start.column + 1, message });
  }
}

function hasHash(hash: hbs.AST.Hash | undefined): boolean {
  return hash !== undefined && hash.pairs.length > 0;
}

function hasBlockParams({ program }: ParsedBlock): boolean {
  return program.blockParams !== undefined && program.blockParams.length > 0;
}

/** Faults of a text; none means that it may be compiled. @param fields names that may stand in it */
export function textFaults(text: string, fields: ReadonlySet<string>): TextFault[] {
  if (text.length > MAX_LENGTH) {
    return [{ line: 1, column: 1, message: `長すぎます（${String(MAX_LENGTH)}字まで）。` }];
  }
  if (text.split('{{').length > MAX_TAGS + 1) {
    return [{ line: 1, column: 1, message: `波括弧が多すぎます（${String(MAX_TAGS)}か所まで）。` }];
  }
  try {
    const guard = new Guard(fields);
    guard.check(Handlebars.parse(text));
    return guard.faults;
  } catch (error) {
    return [{ ...placeOf(error), message: '書き方に誤りがあります。波括弧を確かめてください。' }];
  }
}

/** Where the parser stopped, as its message says: 「… - 3:5」, or the line and a drawing with dashes up to the place. */
function placeOf(error: unknown): { line: number; column: number } {
  const message = error instanceof Error ? error.message : '';
  const [, line = '1', column = '0'] = / - (\d+):(\d+)$/.exec(message) ?? drawnPlace(message);
  return { line: Number(line), column: Number(column) + 1 };
}

/** The drawing shows the last characters before the place; dots at its beginning hide the column. */
function drawnPlace(message: string): string[] {
  const [, line = '1', shown = '...', dashes = ''] = /line (\d+):\n(.*)\n(-*)\^/.exec(message) ?? [];
  return [message, line, String(shown.startsWith('...') ? 0 : dashes.length)];
}

/**
 * Compiles a text that has no faults; values are texts only and are not escaped: every sink escapes for itself.
 *
 * @throws {Error} when the text has faults
 */
export function compileText(text: string, fields: ReadonlySet<string>): RenderText {
  const [fault] = textFaults(text, fields);
  if (fault !== undefined) {
    throw new Error(`${String(fault.line)}行目: ${fault.message}`);
  }
  const engine = Handlebars.create();
  const render = engine.compile(text, {
    noEscape: true,
    strict: false,
    knownHelpersOnly: true,
    knownHelpers: KNOWN_HELPERS,
    preventIndent: true,
  });
  const blank = Object.fromEntries([...fields].map((name) => [name, '']));
  return (values) => render({ ...blank, ...values }, { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false });
}
