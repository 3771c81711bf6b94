import * as z from 'zod';
import './messages.js';

/** One part of the installation and whether it works. */
export const healthPartSchema = z.object({
  name: z.enum(['database', 'queue', 'worker', 'model', 'ledger', 'vault', 'audit']),
  status: z.enum(['ok', 'degraded']),
  /** Why it is degraded, in Japanese, without internals. */
  reason: z.string().optional(),
});

export type HealthPart = z.infer<typeof healthPartSchema>;

/** GET /health of API and worker. */
export const healthViewSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  parts: z.array(healthPartSchema),
  version: z.string(),
});
export type HealthView = z.infer<typeof healthViewSchema>;

/** Version of the product, as in package.json. */
export const VERSION = '0.1.0';
