import type { ToldView } from '../api/drills';
import { aDuty, aMeasure, anIncident, minute } from '../incidents/builders';
import { aDrill } from './builders';
import { lanesOf, undelivered } from './lanes';

const told = (to: string, at: number, given: Partial<ToldView> = {}): ToldView => ({
  ...{ seq: at, at: minute(at), state: 'sent', channel: 'sms', to, attempt: 1, possibleRepeat: false, fault: null },
  incident: 'i1',
  ...given,
});

test('a lane a tier: told, on duty, acknowledged, measures and what was missed, oldest first', () => {
  const incident = anIncident({
    tiers: [
      aDuty({ acknowledgeMissed: true }),
      aDuty({ tier: 'park', since: minute(5), acknowledgedAt: minute(6), acknowledgedBy: 'park-desk' }),
    ],
    measures: [aMeasure({ startedAt: minute(7), endedAt: minute(9) })],
    containedAt: minute(9),
  });
  const [enterprise, park] = lanesOf(
    aDrill(),
    [incident],
    [told('park-desk', 5), told('park-desk', 6), told('pan', 5)],
  );
  expect(enterprise?.entries.map(({ what }) => what)).toEqual(['on-duty', 'acknowledge-missed']);
  expect(park?.people).toEqual(['park-desk']);
  const said = park?.entries.map(({ what, at }) => [what, at]);
  expect(said).toEqual([
    ['told', minute(5)],
    ['on-duty', minute(5)],
    ['acknowledged', minute(6)],
    ['measure', minute(7)],
    ['contained', minute(9)],
    ['measure-done', minute(9)],
  ]);
});

test('tiers that neither take part nor came on duty have no lane', () => {
  expect(lanesOf(aDrill({ participants: [] }), [], [])).toEqual([]);
  expect(lanesOf(aDrill(), [], []).map(({ tier }) => tier)).toEqual(['enterprise', 'park']);
});

test('who takes no part was refused; who was reached some other way was reached', () => {
  const failed = (to: string, fault: string) => told(to, 1, { state: 'failed', fault });
  const { refused, unreached } = undelivered([
    failed('outsider', 'not-a-participant'),
    failed('park-desk', 'unreachable'),
    told('park-desk', 2),
    failed('enterprise-desk', 'unreachable'),
    failed('enterprise-desk', 'gone'),
  ]);
  expect(refused.map(({ who }) => who)).toEqual(['outsider']);
  expect(unreached.map(({ who }) => who)).toEqual(['enterprise-desk']);
});
