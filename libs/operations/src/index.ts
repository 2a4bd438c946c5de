export { DrillReporter } from './drills/drill-reporter';
export { ObservationModule } from './health/observation.module';
export { OperationsModule } from './operations.module';
export { describe as describeApi } from './openapi/openapi';
export { routes } from './routes';
