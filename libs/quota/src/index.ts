export { invariantViolations, type Violation } from './invariants.js';
export { openPeriod, type PeriodToOpen } from './period.js';
export { QuotaLedger, type CallToReserve, type CapRefusal, type Reservation } from './quota-ledger.js';
export { settlementOf, type CallEnd, type OwnCounts, type ReportedUsage, type Settlement } from './settlement.js';
