export type { QueueSettings } from './backend.js';
export { generationJob, type GenerationPayload } from './generation-job.js';
export { openGenerationQueue, type GenerationQueueHandle } from './generation-queue.js';
export { startGenerationWorker } from './generation-worker.js';
export { isQueueSchemaCurrent, migrateQueue } from './schema.js';
