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
