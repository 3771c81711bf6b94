export type { BrokenReason, CallOutcome, ReportedUsage } from './call-outcome.js';
export { CircuitBreaker, FAILURES_TO_OPEN, type BreakerSettings, type Pass } from './circuit-breaker.js';
export type { DeadlineSettings } from './deadlines.js';
export { ModelDoor, type ModelCall, type ModelSettings } from './model-door.js';
export { providerSignOf, type ProviderSign } from './provider-sign.js';
export { retryDelayMs } from './retry-delay.js';
