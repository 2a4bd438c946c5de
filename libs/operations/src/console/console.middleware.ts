import { Inject, Injectable, Logger, type NestMiddleware, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import type { NextFunction, Request, Response } from 'express';
import { type ConsoleFile, readConsole } from './console-files';

/** Paths that are never the page's. */
const OURS = /^\/(api|health|metrics|cap|openapi\.json)(\/|$)/;

/** Serves the built page; an address that is no file is the page itself, which knows its own addresses. */
@Injectable()
export class ConsoleMiddleware implements NestMiddleware, OnModuleInit {
  private readonly logger = new Logger(ConsoleMiddleware.name);
  private files = new Map<string, ConsoleFile>();

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async onModuleInit(): Promise<void> {
    const { consoleDir } = this.settings;
    if (consoleDir === undefined) return;
    this.files = await readConsole(consoleDir);
    if (!this.files.has('/index.html')) this.logger.warn(`no index.html in ${consoleDir}: there is no page`);
  }

  use(request: Request, response: Response, next: NextFunction): void {
    const path = request.originalUrl.replace(/\?.*$/s, '');
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const file = reads && !OURS.test(path) ? this.fileOf(path) : undefined;
    if (file) send(request, response, file);
    else next();
  }

  private fileOf(path: string): ConsoleFile | undefined {
    const file = this.files.get(path);
    if (file) return file;
    // A missing script must not be answered with a page.
    return /\.\w+$/.test(path) ? undefined : this.files.get('/index.html');
  }
}

function send(request: Request, response: Response, file: ConsoleFile): void {
  response.setHeader('Content-Type', file.type);
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.headers['if-none-match'] === file.etag) {
    response.status(304).end();
    return;
  }
  const zipped = file.gzipped !== undefined && /\bgzip\b/.test(String(request.headers['accept-encoding']));
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  const bytes = zipped ? file.gzipped : file.plain;
  response.setHeader('Content-Length', String(bytes?.length ?? 0));
  response.end(request.method === 'HEAD' ? undefined : bytes);
}
