import { type Services, startServices } from '@cofferdam/testing';
import { quantile, report, round } from '../bench/results';
import { killSenders } from './message-kills';
import { messageStorm, providerAway } from './message-storm';

let services: Services;
beforeAll(async () => {
  services = await startServices(['postgres', 'redis', 'mosquitto']);
}, 60_000);
afterAll(() => services?.stop(), 60_000);

const zero = (what: string, measured: number) => ({ what, measured, asked: '0', holds: measured === 0 });

test('1,000 incidents in a minute, one robot of each kind: no limit passed, nothing lost, red within 10 s', async () => {
  const { robots, deliveries, lost, seconds } = await messageStorm(services, 1_000);
  report('faults', 'messages-storm', [
    { what: 'incidents', measured: 1_000 },
    { what: 'deliveries to robots', measured: deliveries },
    zero('deliveries lost', lost),
    { what: 'until the last was sent, s', measured: round(seconds) },
    ...robots.flatMap(({ kind, taken, digests, throttled, most, limit, waits, unnamed }) => [
      { what: `${kind}: messages, of them digests`, measured: `${taken}, ${digests}` },
      { what: `${kind}: most in a minute`, measured: most, asked: `≤ ${limit}`, holds: most <= limit },
      zero(`${kind}: refused for its limit`, throttled),
      zero(`${kind}: red outlets that no message names`, unnamed),
      { what: `${kind}: red → named, s, p50`, measured: round(quantile(waits, 0.5) / 1000, 2) },
      {
        what: `${kind}: red → named, s, most`,
        measured: round(Math.max(...waits) / 1000, 2),
        ...{ asked: '≤ 10', holds: Math.max(...waits) <= 10_000 },
      },
    ]),
  ]);
  expect(lost).toBe(0);
  for (const { throttled, most, limit, waits, unnamed } of robots) {
    expect([throttled, unnamed]).toEqual([0, 0]);
    expect(most).toBeLessThanOrEqual(limit);
    expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
  }
}, 400_000);

test('kill -9 of senders, 20 times: every message at least once, repeats marked, none after an acknowledgement', async () => {
  const proof = await killSenders(services, { kills: 20, everyMs: 1_500, deadMs: 500, perSecond: 8 });
  report('faults', 'messages-kills', [
    { what: 'kills of a sender', measured: 20 },
    { what: 'incidents', measured: proof.incidents },
    { what: 'acknowledged while it went on', measured: proof.acknowledged },
    { what: 'messages that the provider took', measured: proof.taken },
    { what: 'of them repeats', measured: proof.repeats },
    zero('repeats without their mark', proof.unmarked),
    zero('messages lost', proof.lost),
    zero('messages later than 2 s after their acknowledgement', proof.afterAcknowledged),
    zero('deliveries that never ended', proof.unended),
  ]);
  expect(proof).toMatchObject({ unmarked: 0, lost: 0, afterAcknowledged: 0, unended: 0 });
  expect(proof.repeats).toBeGreaterThan(0);
}, 600_000);

/** An hour, compressed: what is given up after an hour is not waited for, all other times are the real ones. */
const DOWN_MS = 90_000;

test('a provider that is down for long: the next channel is used, the backlog goes out in order of severity', async () => {
  const proof = await providerAway(services, 400, DOWN_MS);
  report('faults', 'messages-outage', [
    { what: 'provider down (for an hour), s', measured: round(proof.seconds) },
    { what: 'red and orange with another channel', measured: proof.withFallBack },
    {
      what: 'reached over it meanwhile',
      measured: proof.fellBack,
      ...{ asked: String(proof.withFallBack), holds: proof.fellBack === proof.withFallBack },
    },
    { what: 'people without another channel', measured: proof.waiting },
    {
      what: 'reached when it was back',
      measured: proof.drained,
      ...{ asked: String(proof.waiting), holds: proof.drained === proof.waiting },
    },
    { what: 'backlog drained in, s', measured: round(proof.drainSeconds) },
    zero('sent against the order of severity', proof.outOfOrder),
    zero('messages lost', proof.lost),
    { what: 'system alarms of the channel', measured: proof.alarmed, asked: '1', holds: proof.alarmed === 1 },
  ]);
  expect(proof).toMatchObject({ outOfOrder: 0, lost: 0, alarmed: 1 });
  expect([proof.fellBack, proof.drained]).toEqual([proof.withFallBack, proof.waiting]);
}, 400_000);
