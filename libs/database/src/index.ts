export { dataSourceOptions, type DatabaseSettings } from './data-source.js';
export { DatabaseListener, DRAFT_CANCELLED, DRAFT_CHANGED, SESSION_ENDED } from './listener.js';
export { PreparingClient } from './preparing-client.js';
export { rowBatches, type Statement } from './row-batches.js';
export { requireCurrentSchema, SchemaError } from './schema.js';
export { connectWhenReachable, isDatabaseUnavailable, whileUnavailable } from './unavailable.js';
