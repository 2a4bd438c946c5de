export * from './channel';
export { CHANNELS, channelOf } from './registry';
export { compose } from './text/compose';
export { digest } from './text/digest';
export type { Named, Text, TextFacts } from './text/facts';
