export * from './channel';
export type { Named, Text, TextFacts } from './text/facts';
