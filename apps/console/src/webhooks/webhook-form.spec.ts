import type { WebhookView } from '../api/webhooks';
import { draftIn, stateOf } from './webhook-form';

const hook: WebhookView = {
  ...{ id: 'h', park: 'demo', name: 'plc', url: 'https://example.org/', types: ['incident.opened'], exercise: false },
  ...{ enabled: true, disabledWhy: null, createdBy: 'ada', createdAt: '2026-01-01T00:00:00.000Z', version: 1 },
  ...{ failures: 0, retryAt: null, pending: 0, failed: 0 },
};
function form(fields: Readonly<Record<string, string>>, types: readonly string[] = []): FormData {
  const made = new FormData();
  const all = { park: 'demo', name: ' plc ', url: 'https://example.org/', ...fields };
  for (const [name, value] of Object.entries(all)) made.append(name, value);
  for (const type of types) made.append('types', type);
  return made;
}

test('a new one is switched on, of one park or of all', () => {
  expect(draftIn(form({}, ['monitor.*', 'alarm.*']), null)).toEqual({
    ...{ park: 'demo', name: 'plc', url: 'https://example.org/', types: ['alarm.*', 'monitor.*'] },
    ...{ exercise: false, enabled: true },
  });
  expect(draftIn(form({ park: '*' }), null)).toMatchObject({ park: null, types: [] });
});

test('types that the form does not offer stay', () => {
  const draft = draftIn(form({ exercise: 'on' }, ['alarm.*']), hook);
  expect(draft).toMatchObject({ types: ['alarm.*', 'incident.opened'], exercise: true, enabled: false });
});

test('its state in one word', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(stateOf(hook, now)).toBe('on');
  expect(stateOf({ ...hook, retryAt: '2026-01-01T00:01:00Z' }, now)).toBe('waits');
  expect(stateOf({ ...hook, retryAt: '2025-01-01T00:01:00Z' }, now)).toBe('on');
  expect(stateOf({ ...hook, enabled: false }, now)).toBe('off');
  expect(stateOf({ ...hook, enabled: false, disabledWhy: 'gone' }, now)).toBe('gone');
});
