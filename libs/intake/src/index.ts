export type { IntakeBlock } from './blocks.js';
export { isOfKind } from './file-content.js';
export { readDocx } from './docx.js';
export { draftTemplate } from './draft-template.js';
export { proposeTemplate } from './propose.js';
export { unreadable } from './refusal.js';
export { MAX_FILE_BYTES } from './zip.js';
