export { type ManualClock, manualClock } from './manual-clock';
export {
  type ServiceName,
  type ServiceUrls,
  type Services,
  type SharedServices,
  sharedServices,
  startServices,
} from './services';
export { type Waiting, waitFor } from './wait-for';
export { type AppName, BuiltProcess, builtProgram, freePort } from './built-process';
export { DrillDirector, type DrillSeen } from './drill-director';
export { FeedReader, type Heard } from './feed-reader';
export { Installation, type MonitorLogin, type OperatorLogin } from './installation';
export { COD_LIMIT, type ManyParks, manyParks, type Place, readingOf } from './many-parks';
