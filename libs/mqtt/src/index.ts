export { Backoff } from './backoff';
export { DeviceClient, type DeviceLogin } from './device-client';
export { Canary, type CanaryOptions, DEAF_AFTER } from './canary';
export { type DrillCommand, DrillBroker, type DrillPlace } from './drill-broker';
export type { Handle, Packet } from './intake-connection';
export { IntakeSession, type IntakeSessionOptions, type IntakeState } from './intake-session';
export { MqttModule } from './mqtt.module';
export { passwordLine } from './password-line';
export { Publisher } from './publisher';
