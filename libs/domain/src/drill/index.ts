export * from './drill';
export * from './scenario';
export * from './score/index';
