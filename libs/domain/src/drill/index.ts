export * from './drill';
export * from './faults';
export * from './real';
export * from './scenario';
