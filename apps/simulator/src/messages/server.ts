import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { list, page, POLICY, SCRIPT, STYLE } from './page';
import type { Source } from './source';

const HTML = 'text/html; charset=utf-8';
/** A page of somewhere else whose name leads here is not shown what is here. */
const OURS = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/** Serves the page of messages on this machine alone. */
export class MessagesServer {
  private readonly server: Server;
  private readonly files: ReadonlyMap<string, () => [type: string, text: string]>;

  constructor(sources: readonly Source[]) {
    this.files = new Map([
      ['/', () => [HTML, page(sources)]],
      ['/list', () => [HTML, list(sources)]],
      ['/live.js', () => ['text/javascript; charset=utf-8', SCRIPT]],
      ['/page.css', () => ['text/css; charset=utf-8', STYLE]],
    ]);
    this.server = createServer((request, response) => this.answer(request, response));
  }

  /** @returns the page's address */
  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private answer({ url = '/', method, headers }: IncomingMessage, response: ServerResponse): void {
    const file = OURS.test(headers.host ?? '') && method === 'GET' ? this.files.get(url) : undefined;
    const [type, text] = file?.() ?? ['text/plain; charset=utf-8', 'not here'];
    response.writeHead(file === undefined ? 404 : 200, {
      'content-type': type,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    response.end(text);
  }
}
