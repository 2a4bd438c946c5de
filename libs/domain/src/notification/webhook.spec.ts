import type { JournalEvent } from '../journal/event';
import { viewEvent } from '../journal/view';
import { alertTopicOf, cutEvent, MACHINE_EVENT_TYPES } from './machine-feed';
import { OLD_SECRET_MS, rotatedSecrets, signingSecrets, WebhookSchema, webhookWants, webhookTypeOf } from './webhook';
import {
  afterWebhookAttempt,
  webhookAttemptAt,
  webhookOutcomeOf,
  webhookRetryAfter,
  webhookWait,
  type WebhookAnswer,
} from './webhook-delivery';

const NOW = Date.UTC(2026, 10, 24, 8);
const SECOND = 1_000;
const event: JournalEvent = {
  ...{ seq: 7, at: NOW, type: 'incident.opened', class: 'actual', drill: null, park: 'east' },
  ...{ subject: { kind: 'incident', id: 'i1' }, actor: 'system', data: { id: 'i1' } },
};

describe('what machines are told', () => {
  test('alarms, incidents, missed deadlines, legal duties, CAP and monitors; never people', () => {
    const families = new Set(MACHINE_EVENT_TYPES.map((type) => type.replace(/\..*/, '')));
    expect(families).toEqual(new Set(['alarm', 'incident', 'deadline', 'legal', 'cap', 'monitor']));
    expect(MACHINE_EVENT_TYPES.filter((type) => type.startsWith('deadline.'))).toEqual(['deadline.missed']);
  });

  test.each<[Partial<JournalEvent>, string | null]>([
    [{}, 'parks/east/alerts'],
    [{ class: 'exercise', drill: 'd1' }, 'drills/d1/parks/east/alerts'],
    [{ class: 'test' }, null],
    [{ park: null }, null],
    [{ type: 'session.opened' }, null],
    [{ type: 'user.changed' }, null],
    [{ type: 'deadline.set' }, null],
  ])('%p goes to %p', (more, topic) => expect(alertTopicOf({ ...event, ...more })).toBe(topic));

  test('what is too large is cut to where it can be read', () => {
    const view = viewEvent(event);
    expect(cutEvent(view, 100, 100)).toBe(view);
    expect(cutEvent(view, 101, 100)).toMatchObject({
      ...{ seq: 7, type: 'incident.opened', subject: { id: 'i1' } },
      data: { id: 'i1', park: 'east', truncated: true, link: '/api/v1/journal?after=6&limit=1' },
    });
    const drill = cutEvent(viewEvent({ ...event, class: 'exercise', drill: 'd1' }), 2, 1);
    expect(drill.data).toMatchObject({ link: '/api/v1/journal?after=6&limit=1&class=exercise&drill=d1' });
  });
});

describe('which events a hook wants', () => {
  const hook = { park: null, types: [], exercise: false };
  test.each<[object, Partial<JournalEvent>, boolean]>([
    [{}, {}, true],
    [{}, { park: null }, true],
    [{ park: 'east' }, {}, true],
    [{ park: 'west' }, {}, false],
    [{ types: ['incident.*'] }, {}, true],
    [{ types: ['alarm.raised', 'incident.opened'] }, {}, true],
    [{ types: ['alarm.*'] }, {}, false],
    [{ types: ['incident.closed'] }, {}, false],
    [{}, { class: 'exercise', drill: 'd1' }, false],
    [{ exercise: true }, { class: 'exercise', drill: 'd1' }, true],
    [{ exercise: true }, { class: 'test' }, false],
    [{}, { type: 'session.opened' }, false],
  ])('%p and %p: %p', (more, about, is) => expect(webhookWants({ ...hook, ...more }, { ...event, ...about })).toBe(is));

  test('types that nobody is told of cannot be asked for', () => {
    const draft = { name: 'plc', url: 'https://example.org' };
    const asks = (type: string) => WebhookSchema.safeParse({ ...draft, types: [type] }).success;
    expect(['alarm.raised', 'alarm.*', 'legal.*'].map(asks)).toEqual([true, true, true]);
    expect(['session.opened', 'session.*', 'user.*', '*', 'alarm', 'a.*', ''].map(asks)).not.toContain(true);
  });

  test('types on the wire are those of Standard Webhooks', () => {
    const wrong = MACHINE_EVENT_TYPES.map(webhookTypeOf).filter(
      (type) => !/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)*$/.test(type),
    );
    expect(wrong).toEqual([]);
  });
});

test('an old secret signs for a day beside the new one; a third one ends it', () => {
  const first = [{ secret: 'a', until: null }];
  const second = rotatedSecrets(first, 'b', NOW);
  expect(signingSecrets(second, NOW)).toEqual(['b', 'a']);
  expect(signingSecrets(second, NOW + OLD_SECRET_MS)).toEqual(['b']);
  expect(signingSecrets(rotatedSecrets(second, 'c', NOW + 1), NOW + 1)).toEqual(['c', 'b']);
});

describe('after an attempt', () => {
  const answered = (status: number, retryAfter: string | null = null): WebhookAnswer => ({
    ...{ kind: 'answered', status, retryAfter, text: 'because' },
  });
  const silent: WebhookAnswer = { kind: 'unanswered', reason: 'no answer within 10 s' };
  const known = { attempts: 1, giveUpAt: NOW + 1e9, hookFailures: 0 };

  test.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [302, 'refused'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'away'],
    [410, 'gone'],
    [429, 'away'],
    [500, 'away'],
    [503, 'away'],
  ])('%d is %s', (status, outcome) => expect(webhookOutcomeOf(answered(status))).toBe(outcome));

  test('waits grow from seconds to hours, over days, and are spread', () => {
    expect([1, 2, 3, 4].map((n) => webhookWait(n, 0.5) / SECOND)).toEqual([5, 15, 45, 135]);
    expect([webhookWait(1, 0), webhookWait(1, 1)]).toEqual([4_000, 6_000]);
    expect(webhookWait(50, 0.5)).toBe(6 * 3_600 * SECOND);
    let [at, attempts] = [0, 0];
    while (at < 3 * 86_400 * SECOND) at += webhookWait((attempts += 1), 0.5);
    expect(attempts).toBe(20);
  });

  test.each([
    [429, '30', 30_000],
    [503, new Date(NOW + 60_000).toUTCString(), 60_000],
    [503, new Date(NOW - 60_000).toUTCString(), 0],
    [429, '999999999', 24 * 3_600 * SECOND],
    [429, 'soon', null],
    [500, '30', null],
    [429, null, null],
  ])('%d with Retry-After %p waits %p', (status, text, ms) =>
    expect(webhookRetryAfter(answered(status, text), NOW)).toBe(ms),
  );

  test('a hook that is away holds its events, for as long as it asks or ever longer', () => {
    expect(afterWebhookAttempt(silent, known, NOW, 0.5)).toEqual({
      ...{ outcome: 'away', state: 'PENDING', nextAt: NOW + 5_000, hookFailures: 1, hookRetryAt: NOW + 5_000 },
    });
    const asked = afterWebhookAttempt(answered(429, '60'), { ...known, hookFailures: 6 }, NOW, 0.5);
    expect(asked).toMatchObject({ nextAt: NOW + 60_000, hookRetryAt: NOW + 60_000 });
    const later = afterWebhookAttempt(silent, { ...known, attempts: 1, hookFailures: 3 }, NOW, 0.5);
    expect(later).toMatchObject({ nextAt: NOW + 135_000, hookRetryAt: NOW + 135_000 });
  });

  test('what is refused steps aside; a hook that refuses everything is held', () => {
    expect(afterWebhookAttempt(answered(400), known, NOW, 0.5)).toMatchObject({
      outcome: 'refused',
      hookRetryAt: null,
    });
    const third = afterWebhookAttempt(answered(400), { ...known, hookFailures: 2 }, NOW, 0.5);
    expect(third).toMatchObject({ hookFailures: 3, nextAt: NOW + 5_000, hookRetryAt: NOW + 45_000 });
  });

  test('a success forgets the failures; 410 and the end of the days end it', () => {
    expect(afterWebhookAttempt(answered(200), { ...known, hookFailures: 9 }, NOW, 0.5)).toMatchObject({
      ...{ state: 'SENT', hookFailures: 0, hookRetryAt: null },
    });
    expect(afterWebhookAttempt(answered(410), known, NOW, 0.5)).toMatchObject({ outcome: 'gone', state: 'FAILED' });
    expect(afterWebhookAttempt(silent, { ...known, giveUpAt: NOW + 4_999 }, NOW, 0.5).state).toBe('FAILED');
  });

  test('what the receiver said is kept, not all of it', () => {
    expect(webhookAttemptAt(answered(500), NOW)).toEqual({ at: NOW, outcome: 'away', status: 500, detail: 'because' });
    expect(webhookAttemptAt({ kind: 'unanswered', reason: 'x'.repeat(999) }, NOW).detail).toHaveLength(300);
  });
});
