import { get, type IncomingMessage } from 'node:http';
import type { JournalEvent } from '@cofferdam/domain';

/** What came, and when by this process's clock (epoch ms, fractions). */
export interface Heard {
  readonly event: JournalEvent;
  readonly at: number;
}

/** An operator's open feed, as a program reads it. */
export class FeedReader {
  readonly events: Heard[] = [];
  /** Named events that came: heartbeat, resync. */
  readonly named: { readonly name: string; readonly data: string }[] = [];
  ended = false;
  private response: IncomingMessage | undefined;
  private rest = '';

  /** @throws when the API does not answer 200 */
  static open(api: string, token: string, after: number, query = ''): Promise<FeedReader> {
    const reader = new FeedReader();
    return new Promise((resolve, reject) => {
      const url = `${api}/api/v1/feed?after=${after}${query}`;
      const request = get(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`the feed answered ${response.statusCode}`));
        reader.response = response;
        response.setEncoding('utf8');
        response.on('data', (text: string) => reader.take(text));
        response.on('close', () => (reader.ended = true));
        response.on('error', () => (reader.ended = true));
        resolve(reader);
      });
      request.on('error', reject);
    });
  }

  get lastSeq(): number {
    return this.events.at(-1)?.event.seq ?? 0;
  }

  /** Stops reading without closing: what a frozen browser does. */
  pause(): void {
    this.response?.pause();
  }

  close(): void {
    this.response?.destroy();
  }

  private take(text: string): void {
    const at = performance.timeOrigin + performance.now();
    const blocks = (this.rest + text).split('\n\n');
    this.rest = blocks.pop() ?? '';
    for (const block of blocks) this.takeBlock(block, at);
  }

  private takeBlock(block: string, at: number): void {
    const fields = new Map(
      block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const data = fields.get('data');
    const name = fields.get('event');
    if (data === undefined) return;
    if (name === undefined) this.events.push({ event: JSON.parse(data) as JournalEvent, at });
    else this.named.push({ name, data });
  }
}
