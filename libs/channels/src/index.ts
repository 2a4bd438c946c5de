export * from './channel';
export type { Named, Text, TextFacts } from './text/facts';
export { emailChannel } from './email/email';
export { EmailSettings } from './email/settings';
export { logChannel, LogSettings, logTo } from './log/log';
export { pushChannel } from './push/push';
export { makeVapidKeys, PUSH_SERVICES, PushSettings } from './push/settings';
export { PushSubscription } from './push/subscription';
