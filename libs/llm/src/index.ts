export type { BrokenReason, CallOutcome, ReportedUsage } from './call-outcome.js';
export type { DeadlineSettings } from './deadlines.js';
export { ModelDoor, type ModelCall, type ModelSettings } from './model-door.js';
export { retryDelayMs } from './retry-delay.js';
