import { answersSchema } from '@bunan/contracts';
import { wideForm } from './wide-form.js';

/** Checks that are not counted, and those that are. */
const WARM_UP = 30;
const CHECKS = 200;

/** How long one check took, and one `JSON.parse` of the same answers, ms each. */
export interface CheckTimes {
  readonly checks: readonly number[];
  readonly parses: readonly number[];
}

function times(act: () => void): number[] {
  const taken: number[] = [];
  for (let run = 0; run < WARM_UP + CHECKS; run += 1) {
    const beganMs = performance.now();
    act();
    taken.push(performance.now() - beganMs);
  }
  return taken.slice(WARM_UP);
}

/** Checks the wide form again and again, as the form does after each change. The same in Node and in a browser. */
export function checkTimes(): CheckTimes {
  const { fields, answers } = wideForm();
  const schema = answersSchema(fields);
  if (!schema.safeParse(answers).success) {
    throw new Error('the form of the bench is not right');
  }
  const text = JSON.stringify(answers);
  return {
    checks: times(() => {
      schema.safeParse(answers);
    }),
    parses: times(() => {
      JSON.parse(text);
    }),
  };
}
