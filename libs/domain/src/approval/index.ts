export * from './answer';
export * from './approval';
export type { ApprovalChange } from './change';
export * from './missed';
export * from './request';
export * from './view';
