export { CapModule } from './cap/cap.module';
export { CapWorker } from './cap/cap-worker';
export { NotificationModule } from './notification.module';
