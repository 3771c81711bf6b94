import './messages.js';

export * from './answers.js';
export * from './answers-schema.js';
export * from './document.js';
export * from './draft.js';
export * from './errors.js';
export * from './finding.js';
export * from './health.js';
export * from './live.js';
export * from './parts.js';
export * from './people.js';
export * from './template.js';
export * from './text.js';
export * from './usage.js';
