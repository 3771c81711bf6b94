import * as z from 'zod';

const word = (message: string) => z.string().min(1, message);

/** A whole number of the environment between two bounds. */
function whole(fallback: number, min: number, max: number) {
  const message = `${String(min)}から${String(max)}までの整数にしてください。`;
  return z.coerce.number({ error: message }).int(message).min(min, message).max(max, message).default(fallback);
}

const milliseconds = (fallback: number, max = 86_400_000) => whole(fallback, 1, max);

/** Names separated by commas. */
const list = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  )
  .default([]);

const flag = z
  .enum(['true', 'false'], { error: 'true か false にしてください。' })
  .default('false')
  .transform((text) => text === 'true');

const PERCENTS = '1から100までの半角の整数を、小さい順に、コンマで区切って書いてください。';

/** Shares of a cap: digits only, as `Number` would take much more for one. */
const percents = z
  .string()
  .regex(/^ *(100|[1-9]\d?)( *, *(100|[1-9]\d?))* *$/, { error: PERCENTS, abort: true })
  .transform((text) => text.split(',').map(Number))
  .refine((each) => each.every((percent, index) => index === 0 || percent > (each[index - 1] ?? 0)), PERCENTS)
  .default([50, 80, 95, 100]);

const url = (protocols: RegExp, message: string) => z.url({ protocol: protocols, error: message });

const modelUrl = url(/^https?$/, 'https://ホスト/v1 の形にしてください。');

const tokenizer = z
  .enum(['o200k_base', 'cl100k_base', 'unknown'], { error: 'o200k_base、cl100k_base、unknown のどれかにしてください。' })
  .default('o200k_base');

const outputParam = z
  .enum(['max_completion_tokens', 'max_tokens'], { error: 'max_completion_tokens か max_tokens にしてください。' })
  .default('max_completion_tokens');

const postgresUrl = url(/^postgres(ql)?$/, 'postgres://利用者:合言葉@ホスト/データベース の形にしてください。');

/**
 * Every setting, by the name of its environment variable. `.env.example` explains each of them.
 *
 * Times are in ms, tokens in tokens.
 */
export const settingsSchema = z.object({
  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: whole(10, 2, 200),
  REDIS_URL: url(/^rediss?$/, 'redis://ホスト:ポート の形にしてください。').optional(),
  PUBLIC_ORIGIN: url(/^https?$/, 'https://ホスト の形にしてください。').default('http://127.0.0.1:3000'),
  HOST: word('待ち受ける番地を書いてください。').default('127.0.0.1'),
  PORT: whole(3000, 0, 65_535),
  WORKER_HEALTH_PORT: whole(3001, 0, 65_535),
  TRUSTED_PROXIES: list,
  DATA_DIR: word('データを置く場所を書いてください。').default('.data'),
  VAULT_KEY_FILE: word('鍵のファイルの場所を書いてください。'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug'], { error: 'error、warn、info、debug のどれかにしてください。' }).default('info'),
  CITY_NAME: word('市の名前を書いてください。').default('あおば市'),
  LAYOUT_PROFILE: z.enum(['11pt', '12pt'], { error: '11pt か 12pt にしてください。' }).default('11pt'),
  SESSION_IDLE_MS: milliseconds(3_600_000),
  SESSION_ABSOLUTE_MS: milliseconds(43_200_000, 604_800_000),
  LLM_BASE_URL: modelUrl,
  LLM_API_KEY: word('AIの鍵を書いてください。'),
  LLM_MODEL: word('モデルの名前を書いてください。'),
  LLM_TOKENIZER: tokenizer,
  LLM_CONTEXT_TOKENS: whole(128_000, 1_000, 10_000_000),
  LLM_OUTPUT_PARAM: outputParam,
  LLM_FALLBACK_BASE_URL: modelUrl.optional(),
  LLM_FALLBACK_API_KEY: word('AIの鍵を書いてください。').optional(),
  LLM_FALLBACK_MODEL: word('モデルの名前を書いてください。').optional(),
  LLM_FALLBACK_TOKENIZER: tokenizer,
  LLM_FALLBACK_OUTPUT_PARAM: outputParam,
  LLM_FALLBACK_PAUSE_MS: milliseconds(30_000, 3_600_000),
  LLM_ALLOWED_HOSTS: list,
  LLM_PRACTICE: flag,
  LLM_MAX_ATTEMPTS: whole(5, 1, 20),
  LLM_RETRY_BASE_MS: milliseconds(1_000, 60_000),
  LLM_FIRST_BYTE_TIMEOUT_MS: milliseconds(30_000),
  LLM_IDLE_TIMEOUT_MS: milliseconds(20_000),
  LLM_TOTAL_TIMEOUT_MS: milliseconds(240_000),
  LEASE_MS: milliseconds(30_000, 3_600_000),
  RECONCILE_INTERVAL_MS: milliseconds(10_000, 3_600_000),
  QUEUE_LOCK_MS: milliseconds(30_000, 3_600_000),
  WORKER_CONCURRENCY: whole(32, 1, 500),
  NOTICE_PERCENTS: percents,
  SMTP_HOST: z
    .string()
    .regex(/^[^\s:/@]+$/, 'メールのサーバーの名前だけを書いてください。')
    .optional(),
  SMTP_PORT: whole(587, 1, 65_535),
  SMTP_TLS: z.enum(['starttls', 'tls', 'none'], { error: 'starttls、tls、none のどれかにしてください。' }).default('starttls'),
  SMTP_USER: word('メールのサーバーの利用者を書いてください。').optional(),
  SMTP_PASSWORD: word('メールのサーバーの利用者のパスワードを書いてください。').optional(),
  MAIL_FROM: z.email({ error: '差出人のメールアドレスを書いてください。' }).optional(),
});

/** The settings as read, by their names. */
export type Settings = z.infer<typeof settingsSchema>;
