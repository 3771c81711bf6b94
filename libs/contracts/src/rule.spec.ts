import { answersSchema, askedAnswers, fieldErrors } from './answers-schema.js';
import { askedFields, holds, ruleLoops, ruleSchema, type Rule } from './rule.js';
import type { Field } from './template.js';

function aField(id: string, rules: Partial<Field> = {}): Field {
  return { id, label: id, type: 'text', required: false, pii: 'none', toLlm: 'never', role: 'material', ...rules };
}

describe('a condition', () => {
  it.each<[string, Rule, unknown, boolean]>([
    ['a choice', { field: 'a', isOneOf: ['公開', '一部非公開'] }, '一部非公開', true],
    ['another choice', { field: 'a', isOneOf: ['公開'] }, '非公開', false],
    ['nothing entered', { field: 'a', isOneOf: ['公開'] }, undefined, false],
    ['spaces after it', { field: 'a', isOneOf: ['公開'] }, '公開　', true],
    ['a yes', { field: 'a', isOneOf: ['はい'] }, true, true],
    ['a no', { field: 'a', isOneOf: ['はい'] }, false, false],
    ['a no that is asked for', { field: 'a', isOneOf: ['いいえ'] }, false, true],
    ['a number as a word', { field: 'a', isOneOf: ['3'] }, 3, true],
    ['one of several choices', { field: 'a', isOneOf: ['雨天中止'] }, ['屋外', '雨天中止'], true],
    ['none of several choices', { field: 'a', isOneOf: ['雨天中止'] }, ['屋外'], false],
    ['filled', { field: 'a', isFilled: true }, 'あ', true],
    ['blank is not filled', { field: 'a', isFilled: true }, ' 　\n', false],
    ['empty', { field: 'a', isFilled: false }, '', true],
    ['no row is filled', { field: 'a', isFilled: false }, [{ b: '', c: ' ' }], true],
    ['a row is filled', { field: 'a', isFilled: true }, [{ b: '', c: '午後' }], true],
    ['a no is an answer', { field: 'a', isFilled: true }, false, true],
    ['zero is an answer', { field: 'a', isFilled: true }, 0, true],
    ['at least', { field: 'a', atLeast: 10 }, 10, true],
    ['less', { field: 'a', atLeast: 10 }, 9, false],
    ['at most', { field: 'a', atMost: 10 }, 10, true],
    ['more', { field: 'a', atMost: 10 }, 11, false],
    ['nothing is no small number', { field: 'a', atMost: 10 }, undefined, false],
    ['a text is no number', { field: 'a', atLeast: 1 }, '12', false],
    ['rows that are filled', { field: 'a', atLeast: 2 }, [{ b: 'x' }, { b: '' }, { b: 'y' }], true],
    ['rows that are not', { field: 'a', atLeast: 2 }, [{ b: 'x' }, { b: '' }], false],
    ['lines', { field: 'a', atLeast: 2 }, ['一', '', '二'], true],
  ])('%s', (_name, rule, value, expected) => {
    expect(holds(rule, { a: value })).toBe(expected);
    expect(holds({ not: rule }, { a: value })).toBe(!expected);
    expect(holds({ all: [rule, { field: 'b', isFilled: false }] }, { a: value })).toBe(expected);
    expect(holds({ any: [rule, { field: 'b', isFilled: true }] }, { a: value })).toBe(expected);
  });
});

describe('a rule as it is written', () => {
  const deep = (levels: number): unknown => (levels === 1 ? { field: 'a', isFilled: true } : { not: deep(levels - 1) });

  it.each<[string, unknown, boolean]>([
    ['a condition', { field: 'a', isOneOf: ['x'] }, true],
    ['conditions together', { all: [{ field: 'a', atLeast: 1 }, { any: [{ field: 'b', isFilled: true }] }] }, true],
    ['four levels', deep(4), true],
    ['five levels', deep(5), false],
    ['a thousand levels', deep(1_000), false],
    ['twenty conditions', { all: Array.from({ length: 20 }, () => deep(1)) }, true],
    ['twenty-one', { any: [{ all: Array.from({ length: 20 }, () => deep(1)) }, deep(1)] }, false],
    ['no conditions', { all: [] }, false],
    ['no choices', { field: 'a', isOneOf: [] }, false],
    ['two conditions in one', { field: 'a', isOneOf: ['x'], isFilled: true }, false],
    ['a prototype key', JSON.parse('{"field":"__proto__","isFilled":true}'), false],
    ['a script', { field: 'a', matches: '.*' }, false],
    ['nothing', {}, false],
  ])('%s', (_name, rule, isRight) => {
    expect(ruleSchema.safeParse(rule).success).toBe(isRight);
  });
});

describe('the fields that are asked for', () => {
  const fields = [
    aField('kind'),
    aField('reason', { visibleWhen: { field: 'kind', isOneOf: ['非公開'] }, required: true }),
    aField('law', { visibleWhen: { field: 'reason', isFilled: true } }),
    aField('place', { requiredWhen: { field: 'law', isFilled: true } }),
  ];
  const ids = (answers: Record<string, unknown>) => askedFields(fields, answers).map(({ id }) => id);

  it('follow each other: what was typed into a field that has gone counts no more', () => {
    expect(ids({ kind: '非公開', reason: '個人情報', law: '条例' })).toEqual(['kind', 'reason', 'law', 'place']);
    expect(ids({ kind: '公開', reason: '個人情報', law: '条例' })).toEqual(['kind', 'place']);
    expect(askedAnswers(fields, { kind: '公開', reason: '個人情報' })).toEqual({ kind: '公開', place: undefined });
  });

  it('are required by what is asked for only, and named together with what is wrong besides', () => {
    const schema = answersSchema([...fields, aField('count', { type: 'number' })]);
    const missing = (answers: object) => {
      const result = schema.safeParse(answers);
      return result.success ? [] : fieldErrors(result.error).map(({ path, code }) => `${path} ${code}`);
    };
    expect(missing({ kind: '公開', law: '条例' })).toEqual([]);
    expect(missing({ kind: '非公開', count: 'x' })).toEqual(['count invalid_type', 'reason required']);
    expect(missing({ kind: '非公開', reason: '個人情報', law: '条例' })).toEqual(['place required']);
    expect(missing({ kind: '非公開', reason: '個人情報', law: '条例', place: '庁舎' })).toEqual([]);
  });

  it('that are wrong are not called missing as well', () => {
    const result = answersSchema([aField('count', { type: 'number', required: true })]).safeParse({ count: 'x' });
    expect(fieldErrors(result.error ?? { issues: [] }).map(({ code }) => code)).toEqual(['invalid_type']);
  });

  it.each([null, 1, 'x', []])('are not looked for in %p', (answers) => {
    expect(answersSchema(fields).safeParse(answers).success).toBe(false);
  });

  it('must not depend on themselves', () => {
    const round = [
      aField('a', { visibleWhen: { field: 'b', isFilled: true } }),
      aField('b', { visibleWhen: { field: 'c', isFilled: true } }),
      aField('c', { visibleWhen: { any: [{ field: 'a', isFilled: true }] } }),
      aField('d', { visibleWhen: { field: 'a', isFilled: true } }),
    ];
    expect(ruleLoops(round)).toEqual(['a', 'b', 'c']);
    expect(ruleLoops(fields)).toEqual([]);
  });
});
