export { type Health, Readiness } from './health';
export { Metrics } from './metrics';
export { Outage } from './outage';
export { ProcessModule } from './process.module';
export { run } from './run';
