import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfigOrExit } from '@bunan/config';
import { WorkerModule } from './worker.module.js';
import { WorkerProcess } from './worker-process.js';

const config = loadConfigOrExit();
const logger = new ConsoleLogger({ json: true, logLevels: [...config.logLevels] });
Logger.overrideLogger(logger);
const app = await NestFactory.createApplicationContext(WorkerModule.with(config));
app.enableShutdownHooks();
try {
  await app.get(WorkerProcess).start();
} catch (error) {
  logger.fatal(error instanceof Error ? error.message : 'the worker could not start');
  process.exit(1);
}
