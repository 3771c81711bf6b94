import fc from 'fast-check';
import Handlebars from 'handlebars';
import { compileText, textFaults } from './handlebars-guard.js';

const fields = new Set(['subject', 'reason']);

/** Any UTF-16 at all, lone surrogates and control characters too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 }).map((units) => String.fromCharCode(...units));

describe('P24: what a template text may not hold', () => {
  it('has more braces than anybody writes, which the parser would take long for', () => {
    expect(textFaults('{{#if subject}}'.repeat(1_300), fields)).toEqual([
      { line: 1, column: 1, message: '波括弧が多すぎます（300か所まで）。' },
    ]);
    expect(textFaults('{{subject}}'.repeat(300), fields)).toEqual([]);
  });

  it.each([
    ['{{constructor}}'],
    ['{{__proto__}}'],
    ['{{subject.constructor}}'],
    ['{{subject.length}}'],
    ['{{this}}'],
    ['{{.}}'],
    ['{{../subject}}'],
    ['{{this.subject}}'],
    ['{{[constructor]}}'],
    ['{{["constructor"]}}'],
    ['{{"subject"}}'],
    ['{{1}}'],
    ['{{@root}}'],
    ['{{@root.constructor}}'],
    ['{{lookup this "constructor"}}'],
    ['{{lookup subject "length"}}'],
    ['{{{subject}}}'],
    ['{{&subject}}'],
    ['{{> other}}'],
    ['{{> (lookup . "x")}}'],
    ['{{#> layout}}x{{/layout}}'],
    ['{{#*inline "x"}}y{{/inline}}'],
    ['{{* decorator}}'],
    ['{{log "x"}}'],
    ['{{helperMissing}}'],
    ['{{blockHelperMissing}}'],
    ['{{#each this}}x{{/each}}'],
    ['{{#with subject}}x{{/with}}'],
    ['{{#subject}}x{{/subject}}'],
    ['{{^subject}}x{{/subject}}'],
    ['{{#if (lookup this "constructor")}}x{{/if}}'],
    ['{{#if subject reason}}x{{/if}}'],
    ['{{#if subject includeZero=true}}x{{/if}}'],
    ['{{#if subject as |x|}}{{x}}{{/if}}'],
    ['{{subject reason}}'],
    ['{{subject x=1}}'],
    ['{{{{raw}}}} {{subject}} {{{{/raw}}}}'],
    ['{{#with "s" as |string|}}{{#with "e"}}{{#with split as |conslist|}}{{this.pop}}{{/with}}{{/with}}{{/with}}'],
    ['{{#with (string.sub.apply 0 codelist)}}{{this}}{{/with}}'],
    ['{{toString}}'],
    ['{{hasOwnProperty}}'],
    ['{{unknown}}'],
  ])('%s', (text) => {
    expect(textFaults(text, fields)).not.toEqual([]);
    expect(() => compileText(text, fields)).toThrow();
  });

  it('names the line of each fault', () => {
    expect(textFaults('一行目\n{{unknown}}\n{{{subject}}}', fields)).toEqual([
      { line: 2, column: 3, message: '「unknown」という項目はありません。' },
      { line: 3, column: 1, message: '波括弧は二つずつにしてください。' },
    ]);
    expect(textFaults('一\n二\n{{#if subject}}', fields)[0]?.message).toBe('書き方に誤りがあります。波括弧を確かめてください。');
  });

  it('refuses what is too long or nested too deep', () => {
    expect(textFaults('あ'.repeat(20_001), fields)).toHaveLength(1);
    expect(textFaults('{{#if subject}}'.repeat(10) + '{{/if}}'.repeat(10), fields)).toEqual([
      expect.objectContaining({ line: 1, message: '入れ子が深すぎます。' }),
    ]);
  });
});

describe('what a template text may hold', () => {
  it('prints fields, and blocks with and without them', () => {
    const render = compileText('{{subject}}{{#if reason}}、{{reason}}{{else}}。{{/if}}{{#unless reason}}なし{{/unless}}{{! 注 }}', fields);
    expect(render({ subject: '件名', reason: '理由' })).toBe('件名、理由');
    expect(render({ subject: '件名' })).toBe('件名。なし');
  });

  it('leaves values as they are: no escaping, no second rendering', () => {
    const value = '<b>&"{{7*7}} {{#each this}}x{{/each}}';
    expect(compileText('{{subject}}', fields)({ subject: value })).toBe(value);
  });

  it.each(Object.keys(Handlebars.helpers).filter((name) => name !== 'if' && name !== 'unless'))(
    'prints a field that has the name of the helper %s',
    (name) => {
      const render = compileText(`「{{${name}}}」{{#if ${name}}}あり{{/if}}`, new Set([name]));
      expect(render({ [name]: '値' })).toBe('「値」あり');
      expect(render({})).toBe('「」');
    },
  );

  it.each(['if', 'unless'])('takes %s for the word of a condition and never for a value', (name) => {
    const named = new Set([name]);
    expect(textFaults(`一行目\n{{${name}}}`, named)).toEqual([
      { line: 2, column: 3, message: `「${name}」は条件を書く語なので、値としては書けません。` },
    ]);
    expect(textFaults(`{{[${name}]}}`, named)).toHaveLength(1);
  });

  it('gives every value back, whatever it is', () => {
    const render = compileText('「{{subject}}」', fields);
    fc.assert(
      fc.property(anyText, (value) => {
        expect(render({ subject: value })).toBe(`「${value}」`);
      }),
    );
  });
});
