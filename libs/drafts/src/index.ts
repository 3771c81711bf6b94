export { DraftContents, type RevisionContent, type SectionContent } from './draft-contents.js';
export { prepareCall, type PreparedCall, type CallLimits } from './prepared-call.js';
export { TemplateLibrary, type PublishedTemplate } from './template-library.js';
