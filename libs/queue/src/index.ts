export type { BellRow } from './bell';
export { Bells } from './bells';
export { MessageBells, type MessageJob } from './message-bells';
export { QueueModule } from './queue.module';
