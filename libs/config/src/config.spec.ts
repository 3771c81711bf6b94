import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig } from './config.js';
import { settingsSchema } from './settings.js';

const enough = {
  DATABASE_URL: 'postgres://app:secret@127.0.0.1/bunan',
  VAULT_KEY_FILE: '/keys/vault.key',
  LLM_BASE_URL: 'https://model.example.jp/v1',
  LLM_API_KEY: 'sk-CANARY-123',
  LLM_MODEL: 'm',
  LLM_ALLOWED_HOSTS: 'model.example.jp',
};

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('fills in what is not set', () => {
    const config = loadConfig(enough);
    expect(config.http).toEqual({ host: '127.0.0.1', port: 3000, publicOrigin: 'http://127.0.0.1:3000', trustedProxies: [] });
    expect(config.llm.allowedHosts).toEqual(['model.example.jp']);
  });

  it('lists every problem at once', () => {
    const problems = problemsOf({ ...enough, DATABASE_URL: '', PORT: '99999999', LLM_MODLE: 'x', LOG_LEVEL: 'loud' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['DATABASE_URL', 'PORT', 'LOG_LEVEL', 'LLM_MODLE']);
  });

  it('never repeats a value', () => {
    const problems = problemsOf({ ...enough, DATABASE_URL: 'mysql://root:hunter2@db/x', LLM_API_KEY: '', SESSION_IDLE_MS: 'hunter2' });
    expect(problems).toHaveLength(3);
    expect(problems.join('\n')).not.toContain('hunter2');
  });

  it('refuses a model that is not on the list of allowed hosts', () => {
    expect(problemsOf({ ...enough, LLM_BASE_URL: 'https://elsewhere.example.com/v1' })).toEqual([
      expect.stringContaining('elsewhere.example.com'),
    ]);
    expect(problemsOf({ ...enough, LLM_BASE_URL: 'https://model.example.jp:8443/v1' })).toHaveLength(1);
  });

  describe('with a second provider', () => {
    const fallback = {
      LLM_FALLBACK_BASE_URL: 'https://second.example.jp/v1',
      LLM_FALLBACK_API_KEY: 'sk-CANARY-456',
      LLM_FALLBACK_MODEL: 'n',
      LLM_ALLOWED_HOSTS: 'model.example.jp, second.example.jp',
    };

    it('has none unless it is set; an empty variable sets nothing', () => {
      expect(loadConfig(enough).llm.fallback).toBeNull();
      expect(loadConfig({ ...enough, LLM_FALLBACK_BASE_URL: '', LLM_FALLBACK_TOKENIZER: '' }).llm.fallback).toBeNull();
    });

    it('fills in what is not set of it, independently of the first', () => {
      expect(loadConfig({ ...enough, ...fallback, LLM_TOKENIZER: 'unknown', LLM_OUTPUT_PARAM: 'max_tokens' }).llm.fallback).toEqual({
        baseUrl: 'https://second.example.jp/v1',
        apiKey: 'sk-CANARY-456',
        model: 'n',
        tokenizer: 'o200k_base',
        outputParam: 'max_completion_tokens',
        pauseMs: 30_000,
      });
    });

    it('reads what is set of it', () => {
      const more = { LLM_FALLBACK_TOKENIZER: 'unknown', LLM_FALLBACK_OUTPUT_PARAM: 'max_tokens', LLM_FALLBACK_PAUSE_MS: '5000' };
      const { llm } = loadConfig({ ...enough, ...fallback, ...more });
      expect(llm.fallback).toMatchObject({ tokenizer: 'unknown', outputParam: 'max_tokens', pauseMs: 5_000 });
      expect(llm).toMatchObject({ model: 'm', tokenizer: 'o200k_base', outputParam: 'max_completion_tokens' });
    });

    it.each(['LLM_FALLBACK_BASE_URL', 'LLM_FALLBACK_API_KEY', 'LLM_FALLBACK_MODEL'])('refuses one without %s', (name) => {
      expect(problemsOf({ ...enough, ...fallback, [name]: '' })).toEqual([
        `${name}: 設定がありません。予備のAIを使うときは、接続先、鍵、モデルの三つとも書いてください。`,
      ]);
    });

    it.each([
      ['LLM_FALLBACK_TOKENIZER', 'unknown'],
      ['LLM_FALLBACK_OUTPUT_PARAM', 'max_tokens'],
      ['LLM_FALLBACK_PAUSE_MS', '5000'],
    ])('refuses %s alone', (name, value) => {
      expect(problemsOf({ ...enough, [name]: value })).toHaveLength(3);
    });

    it('refuses one that is not on the list of allowed hosts', () => {
      expect(problemsOf({ ...enough, ...fallback, LLM_ALLOWED_HOSTS: 'model.example.jp' })).toEqual([
        expect.stringMatching(/^LLM_FALLBACK_BASE_URL: ホスト second\.example\.jp は LLM_ALLOWED_HOSTS にありません。/),
      ]);
    });

    it('tells a name that is misspelt', () => {
      expect(problemsOf({ ...enough, ...fallback, LLM_FALLBACK_MODLE: 'n' })).toEqual([expect.stringMatching(/^LLM_FALLBACK_MODLE: /)]);
    });

    it('never repeats a value', () => {
      const problems = problemsOf({ ...enough, ...fallback, LLM_FALLBACK_BASE_URL: 'hunter2', LLM_FALLBACK_TOKENIZER: 'hunter2' });
      expect(problems).toHaveLength(2);
      expect(problems.join('\n')).not.toContain('hunter2');
    });
  });

  describe('with notices', () => {
    const mail = { SMTP_HOST: 'mail.example.jp', MAIL_FROM: 'bunan@example.jp' };
    const account = { SMTP_USER: 'bunan', SMTP_PASSWORD: 'hunter2' };

    it('tells at 50, 80, 95 and 100 % and sends no mail unless it is set otherwise', () => {
      expect(loadConfig({ ...enough, SMTP_HOST: '', SMTP_PORT: '' }).notices).toEqual({ percents: [50, 80, 95, 100], mail: null });
    });

    it('reads shares and mail server', () => {
      const { notices } = loadConfig({ ...enough, ...mail, ...account, NOTICE_PERCENTS: '1, 70,100', SMTP_PORT: '465', SMTP_TLS: 'tls' });
      expect(notices.percents).toEqual([1, 70, 100]);
      expect(notices.mail).toEqual({
        host: 'mail.example.jp',
        port: 465,
        tls: 'tls',
        from: 'bunan@example.jp',
        auth: { user: 'bunan', password: 'hunter2' },
      });
      expect(loadConfig({ ...enough, ...mail }).notices.mail).toMatchObject({ port: 587, tls: 'starttls', auth: null });
    });

    it.each([' ', '0', '-1', '101', '1.5', '1e1', '５０', '50％', 'null', '50,', '50,50', '80,50', '50;80', '0x10', '050'])(
      'refuses the shares %p',
      (shares) => {
        expect(problemsOf({ ...enough, NOTICE_PERCENTS: shares })).toEqual([
          'NOTICE_PERCENTS: 1から100までの半角の整数を、小さい順に、コンマで区切って書いてください。',
        ]);
      },
    );

    it.each([
      [{ SMTP_HOST: 'mail.example.jp' }, 'MAIL_FROM'],
      [{ MAIL_FROM: 'bunan@example.jp' }, 'SMTP_HOST'],
      [{ ...mail, SMTP_USER: 'bunan' }, 'SMTP_PASSWORD'],
      [{ ...mail, SMTP_PASSWORD: 'hunter2' }, 'SMTP_USER'],
      [{ SMTP_PORT: '25' }, 'SMTP_HOST'],
      [{ ...mail, SMTP_HOST: 'smtp://mail.example.jp' }, 'SMTP_HOST'],
      [{ ...mail, MAIL_FROM: '文案工房' }, 'MAIL_FROM'],
      [{ ...mail, MAIL_FROM: 'a@example.jp\nBcc: b@example.jp' }, 'MAIL_FROM'],
      [{ ...mail, SMTP_TLS: 'off' }, 'SMTP_TLS'],
      [{ ...mail, SMTP_HSOT: 'x' }, 'SMTP_HSOT'],
    ])('refuses %p', (env, name) => {
      const problems = problemsOf({ ...enough, ...env });
      expect(problems.map((problem) => problem.split(':')[0])).toEqual([name]);
      expect(problems.join('')).not.toContain('hunter2');
    });

    it('sends no password through a network in the clear', () => {
      const open = { ...mail, ...account, SMTP_TLS: 'none' };
      expect(problemsOf({ ...enough, ...open })).toEqual([expect.stringMatching(/^SMTP_TLS: none では/)]);
      expect(problemsOf({ ...enough, ...open, SMTP_HOST: '127.0.0.1' })).toEqual([]);
      expect(problemsOf({ ...enough, ...mail, SMTP_TLS: 'none' })).toEqual([]);
    });
  });

  it('demands https where others than this machine are served', () => {
    expect(problemsOf({ ...enough, PUBLIC_ORIGIN: 'http://bunan.city.example.jp' })).toHaveLength(1);
    expect(problemsOf({ ...enough, PUBLIC_ORIGIN: 'https://bunan.city.example.jp' })).toEqual([]);
    expect(problemsOf({ ...enough, PUBLIC_ORIGIN: 'http://localhost:3000' })).toEqual([]);
  });

  it('leaves the variables of others alone', () => {
    expect(problemsOf({ ...enough, PATH: '/bin', npm_config_x: '1', NODE_OPTIONS: '' })).toEqual([]);
  });
});

describe('.env.example', () => {
  it('explains every setting and no other', () => {
    const text = readFileSync(join(__dirname, '../../../.env.example'), 'utf8');
    const names = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(names.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
  });
});
