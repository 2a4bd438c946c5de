import type { AlarmView, OutOfServiceRequest, ShelveRequest } from '@cofferdam/domain';
import { etag, write } from './client';

const act = (alarm: AlarmView, name: string, body: unknown): Promise<unknown> =>
  write('POST', `/alarms/${encodeURIComponent(alarm.id)}/${name}`, body, etag(alarm));

/** Each is refused when the alarm has grown since it was seen; 202 waits for a second person. */
export const shelve = (alarm: AlarmView, how: ShelveRequest): Promise<unknown> => act(alarm, 'shelve', how);
export const unshelve = (alarm: AlarmView): Promise<unknown> => act(alarm, 'unshelve', {});
export const takeOutOfService = (alarm: AlarmView, how: OutOfServiceRequest): Promise<unknown> =>
  act(alarm, 'out-of-service', how);
export const returnToService = (alarm: AlarmView): Promise<unknown> => act(alarm, 'return-to-service', {});
export const resetLatch = (alarm: AlarmView, fieldCheck: string): Promise<unknown> =>
  act(alarm, 'reset-latch', { fieldCheck });
