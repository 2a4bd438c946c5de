export * from './drill';
export * from './faults';
export * from './scenario';
