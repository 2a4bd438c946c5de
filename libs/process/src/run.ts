import 'reflect-metadata';
import { ConsoleLogger, type INestApplication, type LogLevel, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { loadSettings, type Settings, SettingsError } from '@cofferdam/config';

const LEVELS: LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];
const SHUTDOWN_PATIENCE_MS = 10_000;

/**
 * Starts a process made of `module` and listens where the settings say (every process has health and metrics; the
 * operator API's process has the API too). SIGTERM and SIGINT end it in order: intake first, connections last.
 */
export async function run(module: Type): Promise<INestApplication | undefined> {
  try {
    const settings = loadSettings(process.env);
    const app = await create(module, settings);
    await app.listen(settings.httpPort, settings.httpHost);
    return app;
  } catch (error) {
    const text = error instanceof SettingsError ? error.message : ((error as Error).stack ?? String(error));
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}

async function create(module: Type, settings: Settings): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module, {
    logger: new ConsoleLogger({
      json: !process.stdout.isTTY,
      logLevels: LEVELS.slice(0, LEVELS.indexOf(settings.logLevel) + 1),
    }),
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true, // an open feed would keep close() waiting for ever
  });
  app.disable('x-powered-by');
  endInOrder(app);
  return app;
}

function endInOrder(app: INestApplication): void {
  const end = (): void => {
    const late = setTimeout(() => process.exit(1), SHUTDOWN_PATIENCE_MS);
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
    late.unref();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
