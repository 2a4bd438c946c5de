import { join } from 'node:path';
import { loadParks } from '@cofferdam/config';
import { limitAt } from '@cofferdam/domain';
import { convert, FORMATS } from '@cofferdam/formats';
import { SimulatedClock } from './clock';
import { packet, type Simulated, speaksHj212 } from './device';
import { spillFactor, spillsAround } from './spill';
import { read } from './water';

const { parks } = loadParks(join(__dirname, '../../../parks'));
const START = Date.parse('2026-03-01T00:00:00Z');
const HOUR = 3_600_000;
const simulated: Simulated[] = parks.flatMap((park) =>
  park.outlets.flatMap((outlet) => outlet.monitors.map((monitor) => ({ park, outlet, monitor }))),
);

test('the same seed gives the same day, another seed another', () => {
  const day = (seed: string) =>
    simulated.map((device) => packet(device, START, seed, spillsAround(parks, START, START, seed)).payload.toString());
  expect(day('a')).toEqual(day('a'));
  expect(day('a')).not.toEqual(day('b'));
});

test('a day without spills keeps within every upper limit', () => {
  for (const { park, outlet, monitor } of simulated)
    for (const factor of Object.keys(monitor.factors)) {
      const max = limitAt(outlet, factor, 'instant', START, park.timezone)?.max ?? Infinity;
      for (let at = START; at < START + 24 * HOUR; at += 10 * 60_000) {
        const { value } = read(park, outlet, factor, at, 'cofferdam', []);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(`${park.id}/${outlet.id} ${factor}: ${value <= max ? 'within' : value} ${max}`).toContain('within');
      }
    }
});

test('something goes wrong within a minute of the start, and every monitor is serviced once a day', () => {
  const [first] = spillsAround(parks, START + 30_000, START, 's');
  expect(first && spillFactor([first], first.outlet, first.factor, START + 30_000)).toBeGreaterThan(1);
  for (const { park, outlet, monitor } of simulated) {
    const [factor = ''] = Object.keys(monitor.factors);
    const flags = Array.from(
      { length: 24 * 60 },
      (_, m) => read(park, outlet, factor, START + m * 60_000, 's', []).flag,
    );
    expect(flags.filter((flag) => flag === 'M').length).toBe(20);
  }
});

test('what is sent is what decoding makes of it, units included', () => {
  for (const device of simulated) {
    const sent = packet(device, START, 'cofferdam', []);
    const format = speaksHj212(device.monitor) ? FORMATS.hj212 : FORMATS.json;
    const [decoded] = format.decode(Buffer.from(sent.payload), { deviceOf: () => ({ crc: device.monitor.crc }) });
    if (decoded?.ok !== true || decoded.readings[0] === undefined)
      throw new Error(`not decoded: ${sent.payload.toString()}`);
    const [reading] = decoded.readings;
    const converted = convert(reading, (factor) => device.monitor.factors[factor]?.unit);
    if (!converted.ok) throw new Error(converted.reason);
    for (const [factor, value] of Object.entries(converted.value.values)) {
      const truth = read(device.park, device.outlet, factor, START, 'cofferdam', []);
      expect(value.flag).toBe(truth.flag);
      expect(value.value).toBeCloseTo(truth.value, 4);
    }
  }
});

test('a fast clock catches up with the present and never passes it', () => {
  const clock = new SimulatedClock(1_000_000, 1_000_000 - HOUR, 60);
  expect(clock.now(1_000_000)).toBe(1_000_000 - HOUR);
  expect(clock.now(1_030_000)).toBe(1_030_000 - HOUR - 30_000 + 1_800_000);
  expect(clock.now(2_000_000)).toBe(2_000_000);
  expect(clock.until(2_010_000, 2_000_000)).toBe(10_000);
  expect(clock.until(1_000_000 - HOUR + 60_000, 1_000_000)).toBe(1_000);
});
