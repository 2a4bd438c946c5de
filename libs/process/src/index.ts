export { type Health, Readiness } from './health';
export { Metrics } from './metrics';
export { ProcessModule } from './process.module';
export { run } from './run';
