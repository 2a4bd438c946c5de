export type { BellRow } from './bell';
export { Bells } from './bells';
export { QueueModule } from './queue.module';
