export * from './drill';
export * from './report/index';
export * from './scenario';
export * from './score/index';
