import { DomainError, fieldErrors, type Answers } from '@bunan/contracts';
import type { PublishedTemplate } from '@bunan/drafts';
import { screenAnswers } from '@bunan/review';

/** The answers as the template allows them, cleaned. @throws {DomainError} `answers.invalid`, each field named */
export function checkAnswers(published: PublishedTemplate, input: unknown): Answers {
  const result = published.answers.safeParse(input);
  if (!result.success) {
    throw new DomainError('answers.invalid', 'the template refuses the answers', {}, { errors: fieldErrors(result.error) });
  }
  return result.data;
}

/**
 * Lets answers pass only without My Number and card numbers; what was found is neither stored nor repeated.
 *
 * @throws {DomainError} `answers.personal-number`, each place named
 */
export function refusePersonalNumbers(published: PublishedTemplate, answers: Answers): void {
  const { blocked } = screenAnswers(published.template.fields, answers);
  if (blocked.length > 0) {
    throw new DomainError('answers.personal-number', 'a personal number stands in the answers', {}, { errors: blocked });
  }
}
