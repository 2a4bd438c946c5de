import { ParkSchema } from '../../park/park';
import { LIVE } from '../../timeline/timeline';
import { COD, Log, S, T0, limit } from './shard-log.fixture';

const name = { zh: '名', en: 'name' };
const park = ParkSchema.parse({
  id: 'demo',
  name,
  outlets: (['workshop', 'rain'] as const).map((kind) => ({
    id: kind,
    name,
    kind,
    limits: [limit('w01018', 50), limit('w20115', 0.1)],
    monitors: [{ id: `M-${kind}`, interval: 60, factors: { w01018: {}, w20115: {} } }],
  })),
  rules: [
    { kind: 'limit', id: 'all', factors: ['w01018', 'w20115'] },
    { kind: 'silence', id: 'silent', missed: 1, grace: 1 },
  ],
});

test('toxics and rain outlets latch, silent monitors never', () => {
  const log = new Log();
  log.write({ ...LIVE, kind: 'register', park: 'demo', version: 1, document: park });
  log.tick(T0);
  for (const outlet of ['workshop', 'rain']) {
    log.sample(T0, { w01018: 80, w20115: 1 }, { outlet, monitor: `M-${outlet}` });
  }
  log.ticks(T0 + S, T0 + 120 * S);
  const flags = log.said.map(({ key, toxic, latching }) => [key.outlet, key.factor, toxic, latching]);
  expect(new Set(flags.map((flag) => JSON.stringify(flag)))).toEqual(
    new Set(
      [
        ['workshop', 'w01018', false, false],
        ['workshop', 'w20115', true, true],
        ['rain', 'w01018', false, true],
        ['rain', 'w20115', true, true],
        ['workshop', null, false, false],
        ['rain', null, false, false],
      ].map((flag) => JSON.stringify(flag)),
    ),
  );
});

describe('chattering', () => {
  /** A breach and its end every ten seconds, a tick a second, then quiet; another process takes over at `handOver`. */
  const told = (handOver: number | null): string[] => {
    const log = new Log();
    log.register([COD]);
    for (let second = 0; second <= 240; second++) {
      if (second === handOver) log.handOver();
      if (second <= 105 && second % 5 === 0) log.sample(T0 + second * S, { w01018: second % 10 === 0 ? 80 : 20 });
      log.tick(T0 + second * S);
    }
    return log.said.map(
      ({ phase, episode, chattering, sampleAt }) =>
        `${(sampleAt - T0) / S} ${phase} e${episode}${chattering === true ? ' chattering' : ''}`,
    );
  };

  test('is told, holds one episode, and ends by the clock', () => {
    const said = told(null);
    expect(said.slice(0, 7)).toEqual([
      ...['0 abnormal e1', '5 normal e1', '10 abnormal e2', '15 normal e2', '20 abnormal e3'],
      ...['25 clearing e3 chattering', '30 abnormal e3 chattering'],
    ]);
    expect(said.slice(-2)).toEqual(['105 clearing e3 chattering', '105 normal e3']);
  });

  test('is part of what another process takes over', () => {
    for (const second of [3, 12, 22, 26, 33, 99, 130]) expect(told(second)).toEqual(told(null));
  });
});
