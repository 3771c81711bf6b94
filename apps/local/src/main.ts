import { mkdirSync } from 'node:fs';
import { ConfigError, loadLaunchSettings, type LaunchSettings } from '@bunan/config';
import { DataDir } from './data-dir.js';
import { freePort } from './free-port.js';
import { addressOf, startPrograms, type Ports } from './installation.js';
import { startOwnDatabase, type OwnDatabase } from './own-database.js';
import { refuseSecondInstance, SecondInstanceError, stopLeftOverPrograms } from './other-instance.js';
import type { PracticeAccount } from './practice.js';
import type { Service } from './service.js';
import { StartError } from './start-error.js';
import { waitHealthy } from './wait-healthy.js';

/** Names of the programs, as people read them. */
const NAMES: Readonly<Record<string, string>> = { rehearsal: '稽古用モデル', api: '画面とAPI', worker: '文案の作成' };

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Everything that runs, to be ended in order. */
class Running {
  readonly stopping = new AbortController();
  services: Service[] = [];
  database: OwnDatabase | null = null;

  constructor(private readonly dataDir: DataDir) {}

  /** In the reverse order of the start: worker, API, rehearsal, and the database last. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const service of this.services.toReversed()) {
      await service.stop();
    }
    await this.database?.server.stop();
    this.dataDir.removeRun();
  }
}

async function findPorts(launch: LaunchSettings): Promise<Ports> {
  return {
    api: await freePort(launch.HOST, launch.PORT, 'PORT'),
    worker: await freePort(launch.HOST, launch.WORKER_HEALTH_PORT, 'WORKER_HEALTH_PORT'),
    rehearsal: await freePort('127.0.0.1', 0, 'PORT'),
  };
}

function printAccounts(accounts: readonly PracticeAccount[], file: string): void {
  say('');
  say('稽古用の職員番号とパスワード');
  for (const { login, password, role, 課 } of accounts) {
    say(`  ${login.padEnd(12)}${password}  ${role.padEnd(8)}${課}`);
  }
  say(`（${file} にもあります。この機械で試すときだけのものです。）`);
}

async function start(launch: LaunchSettings, dataDir: DataDir, running: Running): Promise<void> {
  refuseSecondInstance(dataDir);
  await stopLeftOverPrograms(dataDir);
  mkdirSync(dataDir.file('logs'), { recursive: true, mode: 0o700 });
  const ports = await findPorts(launch);
  const databasePort = launch.DATABASE_URL === undefined ? await freePort('127.0.0.1', 0, 'PORT') : null;
  const url = addressOf({ launch, ports });
  const write = () => {
    const pids = Object.fromEntries(running.services.map((service) => [service.name, service.pid]));
    dataDir.writeRun({
      url,
      ports: { ...ports, ...(databasePort === null ? {} : { postgresql: databasePort }) },
      pids: { launcher: process.pid, ...pids, postgresql: running.database?.server.pid },
    });
  };
  write();
  running.database = databasePort === null ? null : await startOwnDatabase(dataDir, databasePort, say);
  running.stopping.signal.throwIfAborted();
  say('プログラムを起動しています。');
  running.services = startPrograms({
    launch,
    dataDir,
    ports,
    databaseUrl: running.database?.url ?? launch.DATABASE_URL ?? '',
    onRestart: (name, waitMs) => {
      say(`${NAMES[name] ?? name}が止まったため、${String(waitMs / 1_000)}秒後に起動し直します。`);
      setTimeout(write, waitMs + 200);
    },
  });
  write();
  await waitForAll(running, ports, dataDir);
  say('');
  say(`文案工房は ${url} で動いています。`);
  if (running.database !== null) {
    printAccounts(running.database.accounts, dataDir.file('practice-accounts.json'));
  }
  say(`データは ${dataDir.path} にあります。終えるときは Ctrl-C を押してください。`);
}

async function waitForAll(running: Running, ports: Ports, dataDir: DataDir): Promise<void> {
  const host = '127.0.0.1';
  for (const { name } of running.services) {
    const port = { rehearsal: ports.rehearsal, api: ports.api, worker: ports.worker }[name] ?? 0;
    const path = name === 'api' ? '/health/ready' : '/health';
    await waitHealthy(
      NAMES[name] ?? name,
      `http://${host}:${String(port)}${path}`,
      dataDir.file(`logs/${name}.log`),
      running.stopping.signal,
    );
  }
  await waitHealthy('全体', `http://${host}:${String(ports.api)}/health`, dataDir.file('logs/api.log'), running.stopping.signal);
}

async function main(): Promise<void> {
  const launch = loadLaunchSettings();
  const dataDir = DataDir.open(launch.DATA_DIR);
  const running = new Running(dataDir);
  let end: Promise<void> | null = null;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (end === null) {
        say('終えています。');
        end = running.stop();
        void end.then(() => process.exit(0));
      }
    });
  }
  try {
    await start(launch, dataDir, running);
  } catch (error) {
    if (running.stopping.signal.aborted) {
      return;
    }
    if (!(error instanceof SecondInstanceError)) {
      await running.stop();
    }
    throw error;
  }
}

main().catch((error: unknown) => {
  const isPlain = error instanceof StartError || error instanceof ConfigError;
  process.stderr.write(`${isPlain ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
