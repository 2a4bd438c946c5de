export * from './advance';
export * from './case';
export * from './compose';
export * from './decide';
export * from './facts';
export * from './material';
export { plain, shorten } from './plain';
export * from './prefill';
export { textsOf, type CapTexts } from './text';
