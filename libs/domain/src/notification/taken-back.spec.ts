import type { IncidentAct } from '../incident/act';
import { after, CONTAIN, context, MINUTE, opened, person, START, T0 } from '../incident/incident.fixture';
import { perform } from '../incident/perform';
import { takenBack } from './taken-back';

const ACK: IncidentAct = { act: 'acknowledge', note: null };
const unit = (at: number) => context(person('unit'), T0 + at * MINUTE);
const enterprise = (at: number) => context(person('enterprise'), T0 + at * MINUTE);

function change(incident: Parameters<typeof perform>[0], act: IncidentAct, given: Parameters<typeof perform>[2]) {
  const outcome = perform(incident, act, given);
  if (outcome.effect !== 'done') throw new Error(outcome.effect);
  return takenBack(outcome).map(({ tier, why }) => [tier, why]);
}

test('who takes note is not asked to any more, other tiers are', () => {
  const { incident } = opened('shop-north', { severity: 'orange' });
  expect(incident.tiers.map(({ tier }) => tier)).toEqual(['unit', 'enterprise']);
  expect(takenBack(opened('shop-north'))).toEqual([]);
  expect(change(incident, ACK, unit(1))).toEqual([['unit', 'acknowledged']]);
  const noted = after(incident, ACK, unit(1));
  expect(change(noted, ACK, enterprise(2))).toEqual([['enterprise', 'acknowledged']]);
});

test('nobody is paged for what is held, suspended or over', () => {
  const { incident } = opened('shop-north');
  const noted = after(incident, ACK, unit(1));
  expect(change(noted, { act: 'suspend', reason: 'probe' }, unit(2))).toEqual([[null, 'suspended']]);
  const suspended = after(noted, { act: 'suspend', reason: 'probe' }, unit(2));
  expect(change(suspended, { act: 'resume' }, unit(3))).toContainEqual([null, 'resumed']);
  const started = after(noted, START, unit(2));
  expect(change(started, CONTAIN, enterprise(3))).toEqual([[null, 'contained']]);
});

test('suspending is one act: it says to all who were told that the alert may be false', () => {
  const { incident } = opened('shop-north', { severity: 'orange' });
  const outcome = perform(incident, { act: 'suspend', reason: 'probe' }, unit(1));
  if (outcome.effect !== 'done') throw new Error(outcome.effect);
  expect(outcome.messages).toMatchObject([
    {
      kind: 'correction',
      tier: null,
      owner: { kind: 'incident', id: incident.id },
      data: { reason: 'probe', by: 'unit' },
    },
  ]);
});
