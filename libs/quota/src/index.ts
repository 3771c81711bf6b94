export { forecastOf, whatIf, type CapUse, type DayUse, type Forecast, type ForecastChange } from './forecast.js';
export { invariantViolations, type Violation } from './invariants.js';
export { openPeriod, type PeriodToOpen } from './period.js';
export {
  QuotaLedger,
  RESERVATION_COLUMNS,
  reservationOf,
  type CallToReserve,
  type CapRefusal,
  type Reservation,
  type ReservationRow,
} from './quota-ledger.js';
export { settlementOf, type CallEnd, type OwnCounts, type ReportedUsage, type Settlement } from './settlement.js';
