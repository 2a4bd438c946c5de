export { Conductor } from './conductor';
export { DrillKeeping } from './drill-keeping';
export { DrillsModule } from './drills.module';
export { EndedWatch } from './ended-watch';
export { LiveWatch } from './live-watch';
