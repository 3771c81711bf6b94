import * as z from 'zod';

const LIMITED: Readonly<Record<string, string>> = { string: '字まで', array: '件まで', number: '以下' };

/**
 * What a schema without words of its own says, so that no refusal reads English.
 *
 * @returns one Japanese sentence; the path beside it says which value is meant
 */
function plainMessage(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? '必要な項目がありません。' : '値の種類が正しくありません。';
  }
  if (issue.code === 'too_big') {
    return `${issue.maximum.toLocaleString('en-US')}${LIMITED[issue.origin] ?? 'まで'}にしてください。`;
  }
  if (issue.code === 'too_small') {
    return `${issue.minimum.toLocaleString('en-US')}以上にしてください。`;
  }
  return issue.code === 'unrecognized_keys' ? '知らない項目です。' : '値の形が正しくありません。';
}

z.config({ customError: plainMessage });
