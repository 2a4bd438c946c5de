import { LIVE, type Timeline } from '../../timeline/timeline';
import { COD, Log, MIN, S, SILENCE, T0 } from './shard-log.fixture';

const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const RULES = [
  { ...COD, prewarn: 0.9, onDelay: 30, offDelay: 60, deadband: 0.1 },
  { ...COD, id: 'nh3', factors: ['w21003'] },
  SILENCE,
];

/** An hour of a monitor: breaches of every colour, returns, a gap, a flag. */
function hourOf(timeline: Timeline): unknown[] {
  const log = new Log();
  const own = timeline.drill === null ? undefined : timeline;
  log.register(RULES, 3, timeline);
  for (let second = 0; second <= 3_600; second += 5) {
    const at = T0 + second * S;
    const minute = at - T0 === Math.floor((at - T0) / MIN) * MIN ? (at - T0) / MIN : null;
    if (minute !== null && (minute < 30 || minute > 40)) {
      const value = 30 + (minute % 7) * 45;
      const cod = minute === 20 ? { value, flag: 'C' } : value;
      log.sample(at, { w01018: cod, w21003: minute % 11 }, { ...timeline, receivedAt: at });
    }
    log.tick(at, true, own);
  }
  return log.said.map(({ key, order: _, ...said }) => ({ ...said, key: { ...key, class: '', drill: '' } }));
}

test('the same water is judged by the same rules in a drill: only the class differs', () => {
  const live = hourOf(LIVE);
  expect(live.length).toBeGreaterThan(20);
  expect(hourOf(DRILL)).toEqual(live);
});
