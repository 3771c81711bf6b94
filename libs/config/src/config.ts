import * as z from 'zod';
import { mailOf, missingOfMail, openPasswords, type MailConfig } from './mail-config.js';
import { settingsSchema, type Settings } from './settings.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'log', 'debug'] as const;
type LogLevel = (typeof LOG_LEVELS)[number];

/** What Nest calls our levels. */
const NEST_LEVEL = { error: 'error', warn: 'warn', info: 'log', debug: 'debug' } as const satisfies Record<Settings['LOG_LEVEL'], LogLevel>;

/** A provider of a model, and how it is spoken to. */
export interface ModelProviderConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
  readonly tokenizer: Settings['LLM_TOKENIZER'];
  readonly outputParam: Settings['LLM_OUTPUT_PARAM'];
}

/** The settings of a program, grouped by what they are for. Times in ms. */
export interface Config {
  readonly cityName: string;
  readonly layoutProfile: Settings['LAYOUT_PROFILE'];
  readonly dataDir: string;
  readonly vaultKeyFile: string;
  /** The levels that are logged, in the words of Nest. */
  readonly logLevels: readonly LogLevel[];
  readonly database: { readonly url: string; readonly ownerUrl: string | undefined; readonly poolSize: number };
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicOrigin: string;
    readonly trustedProxies: readonly string[];
  };
  readonly session: { readonly idleMs: number; readonly absoluteMs: number };
  readonly llm: ModelProviderConfig & {
    /** Takes the calls while the first provider is ill; `pauseMs`: how long until one call tries the first again. */
    readonly fallback: (ModelProviderConfig & { readonly pauseMs: number }) | null;
    readonly contextTokens: number;
    readonly allowedHosts: readonly string[];
    /** The rehearsal server stands in for a model. */
    readonly practice: boolean;
    readonly maxAttempts: number;
    readonly retryBaseMs: number;
    readonly firstByteTimeoutMs: number;
    readonly idleTimeoutMs: number;
    readonly totalTimeoutMs: number;
  };
  readonly queue: { readonly databaseUrl: string; readonly redisUrl: string | undefined; readonly lockMs: number };
  readonly worker: {
    readonly healthPort: number;
    readonly concurrency: number;
    readonly leaseMs: number;
    readonly reconcileIntervalMs: number;
  };
  /** Shares of a cap at which people are told, %, ascending; the server that sends the mail, if there is one. */
  readonly notices: { readonly percents: readonly number[]; readonly mail: MailConfig | null };
}

/** Some settings are wrong; the message lists all of them, one a line, without values. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`設定に誤りがあります。\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/** Beginnings that only our settings have: such a name that we do not know is a slip of the pen. */
const OUR_PREFIXES = /^(BUNAN|LLM|SESSION|QUEUE|LEASE|RECONCILE|VAULT|WORKER|LAYOUT|DATABASE|TRUSTED|CITY|NOTICE|SMTP|MAIL)_/;

const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])$/;

function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  const known = new Set(Object.keys(settingsSchema.shape));
  const unknown = Object.keys(env).filter((name) => OUR_PREFIXES.test(name) && !known.has(name));
  return unknown.map((name) => `${name}: この名前の設定はありません。綴りを確かめてください。`);
}

/** A second provider is set whole or not at all. @param names of all variables that are set */
function missingOfFallback(names: readonly string[]): string[] {
  if (!names.some((name) => name.startsWith('LLM_FALLBACK_'))) {
    return [];
  }
  const missing = ['LLM_FALLBACK_BASE_URL', 'LLM_FALLBACK_API_KEY', 'LLM_FALLBACK_MODEL'].filter((name) => !names.includes(name));
  return missing.map((name) => `${name}: 設定がありません。予備のAIを使うときは、接続先、鍵、モデルの三つとも書いてください。`);
}

/** Providers that prompts may not be sent to. */
function forbiddenHosts(settings: Settings): string[] {
  return (['LLM_BASE_URL', 'LLM_FALLBACK_BASE_URL'] as const).flatMap((name) => {
    const address = settings[name];
    const host = address === undefined ? null : new URL(address).host;
    return host === null || settings.LLM_ALLOWED_HOSTS.includes(host)
      ? []
      : [`${name}: ホスト ${host} は LLM_ALLOWED_HOSTS にありません。送ってよい相手だけを書いてください。`];
  });
}

/** What two settings say together. */
function contradictions(settings: Settings): string[] {
  const problems = [...forbiddenHosts(settings), ...openPasswords(settings)];
  const origin = new URL(settings.PUBLIC_ORIGIN);
  if (origin.protocol !== 'https:' && !LOOPBACK.test(origin.hostname)) {
    problems.push('PUBLIC_ORIGIN: この機械の外から使うときは https にしてください。http ではサインインできません。');
  }
  if (settings.SESSION_IDLE_MS > settings.SESSION_ABSOLUTE_MS) {
    problems.push('SESSION_IDLE_MS: SESSION_ABSOLUTE_MS 以下にしてください。');
  }
  if (settings.LLM_IDLE_TIMEOUT_MS > settings.LLM_TOTAL_TIMEOUT_MS || settings.LLM_FIRST_BYTE_TIMEOUT_MS > settings.LLM_TOTAL_TIMEOUT_MS) {
    problems.push('LLM_TOTAL_TIMEOUT_MS: ほかの二つの待ち時間より長くしてください。');
  }
  return problems;
}

/** An empty variable counts as one that is not set. */
function given(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])));
}

function messageOf(issue: z.core.$ZodIssue): string {
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  return `${issue.path.join('.')}: ${isMissing ? '設定がありません。' : issue.message}`;
}

/**
 * Reads and checks all settings; the only reader of the environment.
 *
 * @throws {ConfigError} with every problem at once: missing, malformed, unknown, contradicting
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const values = given(env);
  const nameProblems = [...unknownSettings(env), ...missingOfFallback(Object.keys(values)), ...missingOfMail(Object.keys(values))];
  const parsed = settingsSchema.safeParse(values, { reportInput: true });
  if (!parsed.success) {
    throw new ConfigError([...parsed.error.issues.map(messageOf), ...nameProblems]);
  }
  const problems = [...nameProblems, ...contradictions(parsed.data)];
  if (problems.length > 0) {
    throw new ConfigError(problems);
  }
  return configOf(parsed.data);
}

/** The settings of this process; when they are wrong it says so on stderr and ends with status 78 (EX_CONFIG). */
export function loadConfigOrExit(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(78);
    }
    throw error;
  }
}

function configOf(settings: Settings): Config {
  return {
    cityName: settings.CITY_NAME,
    layoutProfile: settings.LAYOUT_PROFILE,
    dataDir: settings.DATA_DIR,
    vaultKeyFile: settings.VAULT_KEY_FILE,
    logLevels: LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(NEST_LEVEL[settings.LOG_LEVEL]) + 1),
    database: { url: settings.DATABASE_URL, ownerUrl: settings.DATABASE_OWNER_URL, poolSize: settings.DATABASE_POOL_SIZE },
    http: {
      host: settings.HOST,
      port: settings.PORT,
      publicOrigin: settings.PUBLIC_ORIGIN,
      trustedProxies: settings.TRUSTED_PROXIES,
    },
    session: { idleMs: settings.SESSION_IDLE_MS, absoluteMs: settings.SESSION_ABSOLUTE_MS },
    llm: llmOf(settings),
    queue: { databaseUrl: settings.DATABASE_URL, redisUrl: settings.REDIS_URL, lockMs: settings.QUEUE_LOCK_MS },
    worker: {
      healthPort: settings.WORKER_HEALTH_PORT,
      concurrency: settings.WORKER_CONCURRENCY,
      leaseMs: settings.LEASE_MS,
      reconcileIntervalMs: settings.RECONCILE_INTERVAL_MS,
    },
    notices: { percents: settings.NOTICE_PERCENTS, mail: mailOf(settings) },
  };
}

/** Half a provider has been refused before; see missingOfFallback. */
function fallbackOf(settings: Settings): Config['llm']['fallback'] {
  const { LLM_FALLBACK_BASE_URL: baseUrl, LLM_FALLBACK_API_KEY: apiKey, LLM_FALLBACK_MODEL: model } = settings;
  if (baseUrl === undefined || apiKey === undefined || model === undefined) {
    return null;
  }
  const { LLM_FALLBACK_TOKENIZER: tokenizer, LLM_FALLBACK_OUTPUT_PARAM: outputParam, LLM_FALLBACK_PAUSE_MS: pauseMs } = settings;
  return { baseUrl, apiKey, model, tokenizer, outputParam, pauseMs };
}

function llmOf(settings: Settings): Config['llm'] {
  return {
    baseUrl: settings.LLM_BASE_URL,
    apiKey: settings.LLM_API_KEY,
    model: settings.LLM_MODEL,
    tokenizer: settings.LLM_TOKENIZER,
    contextTokens: settings.LLM_CONTEXT_TOKENS,
    outputParam: settings.LLM_OUTPUT_PARAM,
    fallback: fallbackOf(settings),
    allowedHosts: settings.LLM_ALLOWED_HOSTS,
    practice: settings.LLM_PRACTICE,
    maxAttempts: settings.LLM_MAX_ATTEMPTS,
    retryBaseMs: settings.LLM_RETRY_BASE_MS,
    firstByteTimeoutMs: settings.LLM_FIRST_BYTE_TIMEOUT_MS,
    idleTimeoutMs: settings.LLM_IDLE_TIMEOUT_MS,
    totalTimeoutMs: settings.LLM_TOTAL_TIMEOUT_MS,
  };
}
