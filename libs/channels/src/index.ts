export * from './channel';
export { channelOf, CHANNELS } from './registry';
export type { Named, Text, TextFacts } from './text/facts';
