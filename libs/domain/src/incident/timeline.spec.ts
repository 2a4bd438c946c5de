import fc from 'fast-check';
import { missed } from '../escalation/missed';
import { nextDeadlines } from '../escalation/next-deadlines';
import { LIVE, type Timeline } from '../timeline/timeline';
import type { IncidentAct, IncidentChange } from './act';
import {
  alarmAt,
  CALM,
  CONTAIN,
  context,
  IN_BREACH,
  MINUTE,
  opened,
  PARK,
  person,
  sourceAt,
  START,
  T0,
} from './incident.fixture';
import type { Incident } from './incident';
import { attach, blind } from './open';
import { perform } from './perform';
import { incidentFor } from './source';

const DRILL: Timeline = { class: 'exercise', drill: 'd1' };
const OTHER: Timeline = { class: 'exercise', drill: 'd2' };
const ACTS: readonly IncidentAct[] = [
  ...[{ act: 'acknowledge', note: null } as const, START, CONTAIN, { act: 'note', text: 'seen' } as const],
  ...[{ act: 'suspend', reason: 'cleaning' } as const, { act: 'resume' } as const],
  { act: 'escalate', to: null, reason: 'help' },
  { act: 'mark-false', reason: 'r', evidence: 'e' },
  { act: 'close', rootCause: 'seal' },
  { act: 'reopen', reason: 'again' },
];

type Step = IncidentAct | 'time' | 'alarm' | 'blind';

const ofTimeline = ({ incident, entries, messages }: IncidentChange) =>
  [incident, ...entries, ...messages].map(({ class: class_, drill }) => ({ class: class_, drill }));

/** What a step makes of an incident; null where nothing. */
function take(incident: Incident, step: Step, now: number): IncidentChange | null {
  const { class: class_, drill, state } = incident;
  const [due] = nextDeadlines(incident);
  if (step === 'time') return due === undefined ? null : missed(incident, due, Math.max(now, due.dueAt));
  if (step === 'blind') return blind(incident, 'main', now);
  if (step === 'alarm') {
    const alarm = alarmAt('main', { class: class_, drill, severity: 'red', raisedAt: now });
    const joins = [{ alarm, source: sourceAt(alarm) }];
    return state === 'FALSE_ALARM' ? null : attach(incident, joins, PARK, now);
  }
  const members = step.act === 'close' ? CALM : IN_BREACH;
  const outcome = perform(incident, step, context(person('enterprise'), now, { approver: person('park'), members }));
  return outcome.effect === 'done' ? outcome : null;
}

test('whatever becomes of an incident, all that is written and sent is of its own timeline', () => {
  const step = fc.oneof(fc.constantFrom(...ACTS), fc.constantFrom('time' as const, 'alarm' as const, 'blind' as const));
  let sent = 0;
  fc.assert(
    fc.property(fc.constantFrom(LIVE, DRILL), fc.array(step, { maxLength: 20 }), (timeline, steps) => {
      let change = opened('main', { ...timeline, severity: 'orange' });
      let now = T0;
      for (const one of [null, ...steps]) {
        if (one !== null)
          change = take(change.incident, one, (now += MINUTE)) ?? { ...change, entries: [], messages: [] };
        now = Math.max(now, ...change.entries.map(({ at }) => at));
        sent += change.messages.length;
        for (const own of ofTimeline(change)) expect(own).toEqual(timeline);
      }
    }),
    { numRuns: 100 },
  );
  expect(sent).toBeGreaterThan(100);
});

test('an alarm joins no incident of another timeline, not even next door or down the water', () => {
  const timelines = [LIVE, DRILL, OTHER];
  const known = timelines.flatMap((timeline) => ['main', 'shop-north'].map((at) => opened(at, timeline).incident));
  for (const timeline of timelines) {
    const others = known.filter(({ class: class_, drill }) => class_ !== timeline.class || drill !== timeline.drill);
    for (const where of ['main', 'shop-south', 'plant']) {
      const alarm = alarmAt(where, { ...timeline, raisedAt: T0 });
      expect(incidentFor(alarm, sourceAt(alarm), others, PARK)).toBeNull();
      expect(incidentFor(alarm, sourceAt(alarm), known, PARK)).toMatchObject(timeline);
    }
  }
});

test('one act suspends it, and the same act writes the correction to everybody who was told', () => {
  for (const timeline of [LIVE, DRILL]) {
    const { incident } = opened('main', { ...timeline, severity: 'orange' });
    const act = { act: 'suspend', reason: 'probe is being cleaned' } as const;
    const done = perform(incident, act, context(person('enterprise'), T0));
    expect(done).toMatchObject({
      effect: 'done',
      messages: [{ ...timeline, kind: 'correction', tier: null, data: { reason: act.reason } }],
    });
  }
});
