import { join } from 'node:path';
import { childEnvironment, loadConfig, type LaunchSettings } from '@bunan/config';
import type { DataDir, Ports } from './data-dir.js';
import { Service } from './service.js';

/** What the programs are started with. */
export interface ProgramSettings {
  readonly launch: LaunchSettings;
  readonly dataDir: DataDir;
  readonly ports: Ports;
  readonly databaseUrl: string;
  readonly onEnd: (name: string, waitMs: number) => void;
  readonly onRestart: () => void;
}

/** Folder of the compiled programs. */
const PROGRAMS = join(process.cwd(), 'dist', 'apps');

/** Name that the rehearsal server gives its model; see apps/rehearsal. */
const REHEARSAL_MODEL = 'keiko';

/** The address that people open. */
export function addressOf({ launch, ports }: Pick<ProgramSettings, 'launch' | 'ports'>): string {
  return launch.PUBLIC_ORIGIN ?? `http://127.0.0.1:${String(ports.api)}`;
}

/** The model: the one that is set, or the rehearsal server. */
function modelSettings({ launch, ports }: ProgramSettings): Record<string, string> {
  if (launch.LLM_BASE_URL !== undefined) {
    return {};
  }
  const host = `127.0.0.1:${String(ports.rehearsal)}`;
  return {
    LLM_BASE_URL: `http://${host}/v1`,
    LLM_ALLOWED_HOSTS: host,
    LLM_API_KEY: 'rehearsal',
    LLM_MODEL: REHEARSAL_MODEL,
    LLM_PRACTICE: 'true',
  };
}

function environment(settings: ProgramSettings): NodeJS.ProcessEnv {
  const { launch, dataDir, ports, databaseUrl } = settings;
  return childEnvironment({
    ...modelSettings(settings),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir.path,
    VAULT_KEY_FILE: launch.VAULT_KEY_FILE ?? dataDir.keyFile(),
    HOST: launch.HOST,
    PORT: String(ports.api),
    WORKER_HEALTH_PORT: String(ports.worker),
    PUBLIC_ORIGIN: addressOf(settings),
  });
}

/**
 * Starts the programs, each as a process of its own: rehearsal (unless another model is set), API, worker.
 *
 * @throws {ConfigError} with every wrong setting, before anything is started
 */
export function startPrograms(settings: ProgramSettings): Service[] {
  const env = environment(settings);
  loadConfig(env);
  const service = (name: string, args: readonly string[] = []) =>
    new Service({
      name,
      script: join(PROGRAMS, name, 'src', 'main.js'),
      args,
      env,
      logFile: settings.dataDir.file(join('logs', `${name}.log`)),
      onEnd: (waitMs) => {
        settings.onEnd(name, waitMs);
      },
      onRestart: settings.onRestart,
    });
  const rehearsal = settings.launch.LLM_BASE_URL === undefined ? [service('rehearsal', ['--port', String(settings.ports.rehearsal)])] : [];
  return [...rehearsal, service('api'), service('worker')];
}
