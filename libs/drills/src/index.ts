export { DrillsModule } from './drills.module';
