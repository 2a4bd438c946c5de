export { afterAction } from './after-action';
export { junit } from './junit';
export * from './shape';
