/** Ways to tell someone. Robots (`dingtalk`, `wecom`, `feishu`) post to a group, the others reach one person. */
export const CHANNEL_KINDS = ['log', 'email', 'dingtalk', 'wecom', 'feishu', 'sms', 'voice', 'push'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Languages in which people are told. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
/** Of a person and of a group of whom nothing else is said. */
export const DEFAULT_LANGUAGE: Language = 'zh-CN';
