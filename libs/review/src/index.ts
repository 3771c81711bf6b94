export { reviewDraft, type DraftToReview } from './review-draft.js';
export { holdsPersonalNumber } from './screen/personal-numbers.js';
export { screenAnswers, type Mask, type ScreenedAnswers, type WrittenBefore } from './screen/screen-answers.js';
