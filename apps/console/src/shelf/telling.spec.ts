import type { AlarmView } from '@cofferdam/domain';
import { anAlarm, anEvent } from '../alarms/builders';
import { tellingOfOverlay } from './telling';

const overlay = { by: 'li', at: '2026-11-24T07:00:00Z', reason: 'calibration', until: '2026-11-24T09:00:00Z' };
const shelved = { ...overlay, approver: null, kind: 'timed' as const };
const by = (type: Parameters<typeof anEvent>[2], alarm: AlarmView) => ({ ...anEvent(1, alarm, type), actor: 'li' });

test('who and why, where there is a why', () => {
  expect(tellingOfOverlay(by('alarm.shelved', anAlarm({ shelved })))).toBe('li · calibration');
  expect(tellingOfOverlay(by('alarm.unshelved', anAlarm()))).toBe('li');
  const checked = { ...anAlarm(), fieldCheck: 'dry' };
  expect(tellingOfOverlay(by('alarm.latch-reset', checked))).toBe('li · dry');
  expect(tellingOfOverlay(by('alarm.raised', anAlarm()))).toBeNull();
});
