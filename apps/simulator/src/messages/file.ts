import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptSubscription } from '@cofferdam/providers';
import type { Played } from './source';

/** Settings of the channels that nobody else may know, by kind, as each names them. */
export interface Secrets {
  readonly dingtalk: { readonly accessToken: string; readonly secret: string };
  readonly wecom: { readonly key: string };
  readonly feishu: { readonly hook: string; readonly secret: string };
  readonly sms: { readonly token: string; readonly secret: string };
  readonly voice: Secrets['sms'];
  readonly push: { readonly publicKey: string; readonly privateKey: string };
}

/**
 * `messages.json`: where the demo's providers are played, and what they and the service have to know of each other. Made
 * once; ports move only where somebody else has taken one.
 */
export interface MessagesFile {
  /** The page that shows every message. */
  readonly page: string;
  readonly urls: Readonly<Record<Played, string>>;
  readonly secrets: Secrets;
  /** A browser for each user of the demo, as if they had allowed notifications. */
  readonly browsers: readonly (KeptSubscription & { readonly username: string })[];
}

const pathIn = (local: string): string => join(local, 'messages.json');

export function readMessagesFile(local: string): MessagesFile | null {
  const path = pathIn(local);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as MessagesFile) : null;
}

export function writeMessagesFile(local: string, content: MessagesFile): void {
  const path = pathIn(local);
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600); // the mode above counts for new files only
  renameSync(`${path}.new`, path);
}
