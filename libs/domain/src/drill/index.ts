export * from './drill';
export * from './ending';
export * from './scenario';
