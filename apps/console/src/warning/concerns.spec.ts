import type { JournalEvent } from '@cofferdam/domain';
import { concernsCap } from './concerns';

const event = (type: JournalEvent['type'], data: unknown): JournalEvent => ({
  ...{
    seq: 1,
    at: 0,
    type,
    class: 'actual',
    drill: null,
    park: 'east',
    subject: { kind: 'cap', id: 'c' },
    actor: 'system',
    data,
  },
});

test('the messages of an incident are read again when one is issued, or when second persons speak about it', () => {
  expect(concernsCap(event('cap.issued', { incident: 'i1' }), 'i1')).toBe(true);
  expect(concernsCap(event('approval.confirmed', { incident: 'i1' }), 'i1')).toBe(true);
  expect(concernsCap(event('cap.issued', { incident: 'i2' }), 'i1')).toBe(false);
  expect(concernsCap(event('alarm.changed', { incident: 'i1' }), 'i1')).toBe(false);
  expect(concernsCap(event('cap.issued', null), 'i1')).toBe(false);
});
