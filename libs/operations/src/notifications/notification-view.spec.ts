import type { JournalEvent } from '@cofferdam/domain';
import { viewNotification } from './notification-view';

const event = (more: Partial<JournalEvent>): JournalEvent => ({
  ...{ seq: 7, at: 0, type: 'notification.sent', class: 'actual', drill: null, park: 'east', actor: 'system' },
  ...{ subject: { kind: 'incident', id: 'i' }, data: {}, ...more },
});

test('an event is read as what was told to whom', () => {
  const data = { key: 'k', channel: 'mail', to: 'pan', attempt: 2, possibleRepeat: true, fault: 'refused' };
  expect(viewNotification(event({ type: 'notification.failed', data }))).toEqual({
    ...{ seq: 7, at: '1970-01-01T00:00:00.000Z', class: 'actual', drill: null, park: 'east', incident: 'i' },
    ...{ state: 'failed', channel: 'mail', to: 'pan', attempt: 2, possibleRepeat: true, fault: 'refused', key: 'k' },
  });
});

test('what it does not say is nothing', () => {
  const subject = { kind: 'channel', id: 'group' };
  expect(viewNotification(event({ subject, data: null }))).toMatchObject({
    ...{ incident: null, channel: 'group', to: null, attempt: null, possibleRepeat: false, fault: null },
  });
});
