import * as z from 'zod';
import { ConfigError } from './config.js';
import { settingsSchema } from './settings.js';

/** What the launcher reads itself; everything else it hands on to the programs. */
const launchSchema = settingsSchema
  .pick({ HOST: true, PORT: true, WORKER_HEALTH_PORT: true, DATA_DIR: true, DATABASE_OWNER_URL: true })
  .extend({
    DATABASE_URL: settingsSchema.shape.DATABASE_URL.optional(),
    PUBLIC_ORIGIN: z.string().optional(),
    LLM_BASE_URL: z.string().optional(),
    VAULT_KEY_FILE: z.string().optional(),
  });
export type LaunchSettings = z.infer<typeof launchSchema>;

const ownerSchema = settingsSchema.pick({ DATABASE_URL: true }).extend({ DATABASE_OWNER_URL: settingsSchema.shape.DATABASE_URL });

function check<T extends z.ZodType>(schema: T): z.infer<T> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  return parsed.data;
}

/** Settings of the launcher on one machine. @throws {ConfigError} */
export function loadLaunchSettings(): LaunchSettings {
  return check(launchSchema);
}

/** The two users of the database, for commands that make tables and people. @throws {ConfigError} */
export function loadOwnerSettings(): z.infer<typeof ownerSchema> {
  return check(ownerSchema);
}

/** The environment of a program that is started: this one's, with these settings. */
export function childEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...settings };
}
