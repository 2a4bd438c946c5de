import { randomBytes } from 'node:crypto';
import { makeVapidKeys } from '@cofferdam/channels';
import { makeSubscription } from '@cofferdam/providers';
import type { MessagesFile, Secrets } from './file';
import { PLAYED, type Played } from './source';

export type Ports = Readonly<Record<'page' | Played, number>>;

/** The ports of an earlier start, to be taken again where they are free. */
export const portsIn = ({ page, urls }: MessagesFile): Partial<Ports> => ({
  page: Number(new URL(page).port),
  ...Object.fromEntries(PLAYED.map((kind) => [kind, Number(new URL(urls[kind]).port)])),
});

/** What the demo's providers need at these ports; secrets and browsers that there are already stay as they are. */
export function provide(ports: Ports, usernames: readonly string[], before: MessagesFile | null): MessagesFile {
  const url = (kind: Played): string => `${kind === 'email' ? 'smtp' : 'http'}://127.0.0.1:${ports[kind]}`;
  const urls = Object.fromEntries(PLAYED.map((kind) => [kind, url(kind)])) as MessagesFile['urls'];
  const known = new Map(before?.browsers.map((browser) => [browser.username, browser]));
  const browsers = usernames.map((username) => {
    const kept = known.get(username) ?? { username, ...makeSubscription(urls.push) };
    const endpoint = new URL(new URL(kept.subscription.endpoint).pathname, urls.push).href;
    return { ...kept, subscription: { ...kept.subscription, endpoint } };
  });
  return { page: `http://127.0.0.1:${ports.page}/`, urls, secrets: before?.secrets ?? makeSecrets(), browsers };
}

function makeSecrets(): Secrets {
  const secret = (): string => randomBytes(18).toString('base64url');
  return {
    dingtalk: { accessToken: secret(), secret: `SEC${secret()}` },
    wecom: { key: secret() },
    feishu: { hook: secret(), secret: secret() },
    sms: { token: secret(), secret: secret() },
    voice: { token: secret(), secret: secret() },
    push: makeVapidKeys(),
  };
}
