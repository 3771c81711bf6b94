export { fiscalYearBounds, fiscalYearOf, isoDate, jstDate, weekdayOf, type Weekday } from './calendar.js';
export { eraOf, ERAS, firstYear, type Era } from './eras.js';
export { DEFAULT_POLICIES, formatDate, formatDateTime, formatDigits, formatTime, formatTimeRange, type PrintPolicies } from './format.js';
export { datesIn, parseDate, type DateInText } from './parse.js';
