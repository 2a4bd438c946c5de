export { type Mood, HttpProvider, type TakenMessage } from './http-provider';
export { type MailMood, MailProvider, type TakenMail } from './mail/mail-provider';
export { type KeptSubscription, makeSubscription } from './push/encryption';
export { type PushedText, PushProvider } from './push/push-provider';
export type { ProviderAnswer } from './http-provider';
