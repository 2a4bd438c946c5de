export * from './drill';
export * from './scenario';
