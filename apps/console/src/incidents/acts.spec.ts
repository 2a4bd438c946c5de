import { aDuty, anIncident } from './builders';
import { bodyOf, FIELDS, missingFields, offered } from './acts';

test('closing is offered when the water is held, not before; nothing when it is over', () => {
  expect(offered(anIncident()).first).toEqual(['contain', 'hand-over', 'escalate']);
  expect(offered(anIncident({ state: 'CONTAINED' })).first).toEqual(['close', 'hand-over', 'escalate']);
  expect(offered(anIncident({ state: 'MERGED' }))).toEqual({ first: [], more: [] });
});

test('nobody escalates beyond the highest tier, or takes the only one away', () => {
  const top = anIncident({ state: 'CONTAINED', tiers: [aDuty({ tier: 'park' }), aDuty({ tier: 'basin' })] });
  expect(offered(top).first).toEqual(['close', 'de-escalate', 'hand-over']);
});

test('what is needed is asked for, blanks do not count', () => {
  expect(missingFields(FIELDS.contain, { text: '  ' })).toEqual(['text']);
  expect(missingFields(FIELDS.contain, { text: 'shut', measures: [] })).toEqual(['measures']);
  expect(missingFields(FIELDS.escalate, { reason: 'gate stuck' })).toEqual([]);
  expect(missingFields(FIELDS['mark-false'], { reason: 'calibration' })).toEqual(['evidence']);
});

test('bodies are as the service expects them', () => {
  const photo = { mediaType: 'image/png', data: 'AA==' };
  expect(bodyOf('contain', { text: ' gate shut ', measures: ['m1'], photo })).toEqual({
    ...{ text: 'gate shut', measures: ['m1'], photo },
  });
  expect(bodyOf('start-measure', { inflow: '120', level: 'x' }, { measure: 'divert-to-pond', wall: 'pond' })).toEqual({
    ...{ measure: 'divert-to-pond', wall: 'pond', inflow: 120, level: null, breakGlass: null },
  });
  expect(bodyOf('escalate', { reason: 'now', escalateTo: '' })).toEqual({ to: null, reason: 'now' });
  expect(bodyOf('evidence', { text: 'shut' }, { measure: 'm1', outcome: 'done' })).toEqual({
    ...{ text: 'shut', photo: null, measure: 'm1', outcome: 'done' },
  });
});
