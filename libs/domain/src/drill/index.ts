export * from './drill';
export * from './report/index';
export * from './ending';
export * from './expected';
export * from './scenario';
export * from './score/index';
export {
  type ChangedDrill,
  type DrillAct,
  type DrillActContext,
  type DrillActName,
  type DrillNews,
  type DrillOutcome,
  type DrillRefused,
  DRILL_REFUSALS,
  type DrillRefusal,
} from './act';
export * from './check';
export * from './dry-run';
export * from './due';
export { type DrillFaults, faultsAt, type Injections } from './faults';
export * from './perform';
export * from './real';
export { APPROVER_ROLES, DIRECTOR_ROLES } from './rights';
export * from './robot';
export * from './samples';
export * from './scenario-context';
export * from './start';
export { drillMessage, tellDrill } from './told';
export * from './transitions';
export * from './view';
