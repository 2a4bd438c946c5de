import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const SQUEEZED = /^(text\/|application\/|image\/svg)/;

/** One file of the built page, ready to be sent. */
export interface ConsoleFile {
  readonly type: string;
  readonly plain: Buffer;
  /** Absent where it would not be smaller. */
  readonly gzipped?: Buffer;
  readonly etag: string;
  /** Its name has a hash of its content, so it never changes. */
  readonly immutable: boolean;
}

/** The built page, by URL path. It is small, so it is kept in memory: no request ever names a file of the disk. */
export async function readConsole(folder: string): Promise<Map<string, ConsoleFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = files.map(async (file) => {
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    return [path, await consoleFile(path, await readFile(file))] as const;
  });
  return new Map(await Promise.all(pairs));
}

async function consoleFile(path: string, plain: Buffer): Promise<ConsoleFile> {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const gzipped = SQUEEZED.test(type) ? await promisify(gzip)(plain) : plain;
  return {
    type,
    plain,
    ...(gzipped.length < plain.length ? { gzipped } : {}),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    immutable: path.startsWith('/assets/'),
  };
}
