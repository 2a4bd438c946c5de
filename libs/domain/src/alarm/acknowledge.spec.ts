import { acknowledge } from './acknowledge';
import type { Alarm } from './alarm';
import { acked, alarmOf, condition, deliver, order, T0 } from './merge.fixture';

describe('acknowledge', () => {
  const open = (): Alarm => alarmOf(deliver([condition()]));

  test('takes note of the generation that was seen', () => {
    const outcome = acknowledge(open(), { by: 'li', at: T0, note: 'on my way', generation: 1 });
    expect(outcome).toMatchObject({
      effect: 'acknowledged',
      alarm: { acknowledged: { by: 'li', at: T0, note: 'on my way' }, generation: 2, version: 2 },
      entry: { type: 'alarm.acknowledged', actor: 'li', data: { state: 'ACKED' } },
    });
  });

  test('finds it done, with any generation', () => {
    const alarm = alarmOf({ known: acked(deliver([condition()]).known) });
    const second = { by: 'wu', at: T0 + 5, note: null, generation: 1 };
    expect(acknowledge(alarm, second)).toEqual({ effect: 'none', by: 'li', at: T0 });
  });

  test('does nothing where more has happened than was seen', () => {
    const worse = alarmOf(deliver([condition(), condition({ severity: 'red', order: order(2) })]));
    const outcome = acknowledge(worse, { by: 'li', at: T0, note: null, generation: 1 });
    expect(outcome).toEqual({ effect: 'conflict', conflict: worse });
  });
});
