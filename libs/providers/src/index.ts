export { type Mood, HttpProvider, type TakenMessage } from './http-provider';
export { type DingTalkRobot, DingTalkProvider } from './dingtalk';
export { type FeishuBot, FeishuProvider } from './feishu';
export { type GatewaySetup } from './gateway';
export { SmsProvider } from './sms';
export { VoiceProvider } from './voice';
export { type WeComRobot, WeComProvider } from './wecom';
