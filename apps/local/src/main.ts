import { mkdirSync } from 'node:fs';
import { ConfigError, loadLaunchSettings, type LaunchSettings } from '@bunan/config';
import { DataDir, type Ports } from './data-dir.js';
import { freePort } from './free-port.js';
import { addressOf, startPrograms } from './installation.js';
import { startDatabaseAgain, startOwnDatabase, type OwnDatabase } from './own-database.js';
import { refuseSecondInstance, stopLeftOverPrograms } from './other-instance.js';
import type { PracticeAccount } from './practice.js';
import type { Service } from './service.js';
import { StartError } from './start-error.js';
import { waitHealthy } from './wait-healthy.js';

/** Names of the programs, as people read them. */
const NAMES: Readonly<Record<string, string>> = { rehearsal: '稽古用モデル', api: '画面とAPI', worker: '文案の作成' };

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Everything that runs on this machine, to be ended in order. */
class Running {
  readonly stopping = new AbortController();
  services: Service[] = [];
  database: OwnDatabase | null = null;

  constructor(
    readonly dataDir: DataDir,
    private readonly url: string,
    private readonly ports: Ports,
  ) {}

  /** Notes what runs where, for people and programs that look for it. */
  note(): void {
    const pids = Object.fromEntries(this.services.map((service) => [service.name, service.pid]));
    const postgresql = this.database?.server.pid;
    this.dataDir.writeRun({ url: this.url, ports: this.ports, pids: { launcher: process.pid, ...pids, postgresql } });
  }

  /** The database has ended by itself: it is started again, the programs wait for it. */
  readonly reviveDatabase = (): void => {
    const server = this.database?.server;
    if (server === undefined || this.stopping.signal.aborted) {
      return;
    }
    say('データベースが止まったため、起動し直します。');
    void startDatabaseAgain(server, this.reviveDatabase, this.stopping.signal).then(() => {
      this.note();
    });
  };

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
    ...(launch.DATABASE_URL === undefined ? { postgresql: await freePort('127.0.0.1', 0, 'PORT') } : {}),
  };
}

function printAccounts(accounts: readonly PracticeAccount[], file: string): void {
  say('');
  say('稽古用の職員番号とパスワード');
  for (const { login, password, role, 課 } of accounts) {
    say(`  ${login.padEnd(12)}${password}  ${role.padEnd(10)}${課}`);
  }
  say(`（${file} にもあります。この機械で試すときだけのものです。）`);
}

async function start(launch: LaunchSettings, running: Running, ports: Ports): Promise<void> {
  const { dataDir } = running;
  running.note();
  if (ports.postgresql !== undefined) {
    running.database = await startOwnDatabase(dataDir, ports.postgresql, { say, onEnd: running.reviveDatabase });
  }
  running.stopping.signal.throwIfAborted();
  say('プログラムを起動しています。');
  running.services = startPrograms({
    launch,
    dataDir,
    ports,
    databaseUrl: running.database?.url ?? launch.DATABASE_URL ?? '',
    onEnd: (name, waitMs) => {
      say(`${NAMES[name] ?? name}が止まったため、${String(waitMs / 1_000)}秒後に起動し直します。`);
    },
    onRestart: () => {
      running.note();
    },
  });
  running.note();
  await waitForAll(running, ports, dataDir);
  say('');
  say(`文案工房は ${addressOf({ launch, ports })} で動いています。`);
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

/** Ends everything in order when the process is told to end. */
function endOnSignal(running: Running): void {
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!isEnding) {
        isEnding = true;
        say('終えています。');
        void running.stop().then(() => process.exit(0));
      }
    });
  }
}

async function main(): Promise<void> {
  const launch = loadLaunchSettings();
  const dataDir = DataDir.open(launch.DATA_DIR);
  refuseSecondInstance(dataDir);
  await stopLeftOverPrograms(dataDir);
  mkdirSync(dataDir.file('logs'), { recursive: true, mode: 0o700 });
  const ports = await findPorts(launch);
  const running = new Running(dataDir, addressOf({ launch, ports }), ports);
  endOnSignal(running);
  try {
    await start(launch, running, ports);
  } catch (error) {
    if (!running.stopping.signal.aborted) {
      await running.stop();
      throw error;
    }
  }
}

main().catch((error: unknown) => {
  const isPlain = error instanceof StartError || error instanceof ConfigError;
  process.stderr.write(`${isPlain ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(1);
});
