export { DraftContents } from './draft-contents.js';
export { prepareCall, type CallBasis, type CallLimits, type PreparedCall, type WritingJob } from './prepared-call.js';
export { HAS_BEGUN, TemplateLibrary, type PublishedTemplate } from './template-library.js';
export { readTemplateFile, readTemplateFolder, type TemplateFile } from './template-files.js';
export { contentHash, publishTemplates, type PublishedFile } from './publish-templates.js';
export { unfinishedTexts } from './unfinished-texts.js';
export { runTemplateTests, testOfDraft } from './template-tests.js';
