export type { PastCalls } from './call-history.js';
export { Caps, type Authority } from './caps.js';
export { correctCall, estimatedCalls } from './estimates.js';
export { Gathering } from './gathering.js';
export { forecastOf, whatIf, type CapUse, type DayUse, type Forecast, type ForecastChange } from './forecast.js';
export { invariantViolations, type Violation } from './invariants.js';
export { ledgerEntries, type LedgerEntryRow } from './ledger-entries.js';
export { checkLedger, ledgerState, liftHalt } from './ledger-check.js';
export { contractPeriods, openPeriod, type PeriodToOpen } from './period.js';
export { monthlyFigures, type DepartmentFigures, type MonthFigures, type MonthlyFigures } from './monthly-figures.js';
export {
  QuotaLedger,
  RESERVATION_COLUMNS,
  RESERVE_VALUES,
  reservationOf,
  reserveValues,
  type CallOrigin,
  type CallToReserve,
  type CapRefusal,
  type Reservation,
  type ReservationRow,
} from './quota-ledger.js';
export { usageBatches, usageBy, usageHistory, usedByDay, type DayRange } from './report.js';
export { settlementOf, type CallEnd, type OwnCounts, type ReportedUsage, type Settlement } from './settlement.js';
export { workingDays } from './working-days.js';
