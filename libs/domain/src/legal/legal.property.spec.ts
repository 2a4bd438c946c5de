import fc from 'fast-check';
import { perform } from '../incident/perform';
import { attach } from '../incident/open';
import type { IncidentAct } from '../incident/act';
import type { Incident } from '../incident/incident';
import {
  alarmAt,
  CALM,
  CONTAIN,
  context,
  MINUTE,
  opened,
  PARK,
  sourceAt,
  START,
  T0,
} from '../incident/incident.fixture';
import { deadlineName } from '../escalation/deadline';
import { setLevel } from './act';
import type { LegalChange } from './change';
import { legalClocks } from './clocks';
import { followIncidents, pageDelivered } from './follow';
import { send, submission, WHO } from './legal.fixture';
import { EVENT_LEVELS } from './level';
import { type LegalMatter, REPORT_KINDS, REPORTERS } from './matter';
import { reportDue } from './missed';
import { legalDeadlines } from './settle';

const ACTS: readonly IncidentAct[] = [
  { act: 'acknowledge', note: null },
  START,
  CONTAIN,
  { act: 'close', rootCause: 'seal' },
  { act: 'reopen', reason: 'again' },
  { act: 'mark-false', reason: 'r', evidence: 'e' },
];
type Step =
  | { readonly kind: 'act'; readonly act: IncidentAct }
  | { readonly kind: 'level'; readonly level: (typeof EVENT_LEVELS)[number]; readonly sensitive: boolean }
  | { readonly kind: 'report'; readonly of: (typeof REPORT_KINDS)[number]; readonly by: (typeof REPORTERS)[number] }
  | { readonly kind: 'delivered' | 'time' }
  | { readonly kind: 'alarm'; readonly severity: 'yellow' | 'orange' | 'red' };

const step: fc.Arbitrary<Step & { readonly wait: number }> = fc.oneof(
  fc.record({ kind: fc.constant('act' as const), act: fc.constantFrom(...ACTS), wait: fc.nat(90) }),
  fc.record({
    ...{ kind: fc.constant('level' as const), level: fc.constantFrom(...EVENT_LEVELS) },
    ...{ sensitive: fc.boolean(), wait: fc.nat(90) },
  }),
  fc.record({
    ...{ kind: fc.constant('report' as const), of: fc.constantFrom(...REPORT_KINDS) },
    ...{ by: fc.constantFrom(...REPORTERS), wait: fc.nat(90) },
  }),
  fc.record({ kind: fc.constantFrom('delivered' as const, 'time' as const), wait: fc.nat(90) }),
  fc.record({
    kind: fc.constant('alarm' as const),
    severity: fc.constantFrom('yellow' as const, 'orange' as const, 'red' as const),
    wait: fc.nat(90),
  }),
);

/** What a step does to the pair; the matter's fired deadlines never come back. */
class World {
  incident: Incident;
  matter: LegalMatter | null = null;
  readonly fired = new Set<string>();
  now = T0;

  constructor(where: 'shop-north' | 'main' | 'plant' | 'river', severity: 'yellow' | 'orange') {
    this.incident = opened(where, { severity }).incident;
    this.follow();
  }

  take(given: Step & { readonly wait: number }): void {
    this.now += given.wait * MINUTE;
    if (given.kind === 'act') this.perform(given.act);
    else if (given.kind === 'alarm') this.attach(given.severity);
    else if (this.matter !== null) this.legal(this.matter, given);
  }

  private perform(act: IncidentAct): void {
    const given = context(WHO.ada, this.now, { approver: WHO.park, members: { ...CALM } });
    const outcome = perform(this.incident, act, given);
    if (outcome.effect !== 'done') return;
    this.incident = outcome.incident;
    this.follow();
  }

  private attach(severity: 'yellow' | 'orange' | 'red'): void {
    if (['FALSE_ALARM', 'MERGED'].includes(this.incident.state)) return;
    const alarm = alarmAt('main', { severity, raisedAt: this.now });
    this.incident = attach(this.incident, [{ alarm, source: sourceAt(alarm) }], PARK, this.now).incident;
    this.follow();
  }

  private follow(): void {
    const known = new Map(this.matter === null ? [] : [[this.incident.id, this.matter]]);
    this.keep(followIncidents(known, [this.incident], this.now)[0] ?? null);
  }

  private legal(matter: LegalMatter, given: Step): void {
    if (given.kind === 'level') {
      const said = { level: given.level, sensitive: given.sensitive, source: null, awareAt: null };
      const outcome = setLevel(matter, said, { actor: WHO.ada, now: this.now });
      if (outcome.effect === 'done') this.keep(outcome);
    } else if (given.kind === 'report') {
      const outcome = send(matter, submission(given.of, given.by), { state: this.incident.state, now: this.now });
      if (outcome.effect === 'done') this.keep(outcome);
    } else if (given.kind === 'delivered')
      this.keep(pageDelivered(matter, { at: this.now, to: 'li', tier: 'unit' }, this.now));
    else this.pass(matter);
  }

  private pass(matter: LegalMatter): void {
    const [first] = legalDeadlines(matter);
    if (first === undefined) return;
    this.now = Math.max(this.now, first.dueAt);
    this.fired.add(deadlineName(first));
    this.keep(reportDue(matter, first, this.now));
  }

  private keep(change: LegalChange | null): void {
    if (change !== null) this.matter = change.matter;
  }
}

test('while a report is owed exactly one deadline is pending for it, and none otherwise, whatever happens', () => {
  const places = fc.constantFrom('shop-north' as const, 'main' as const, 'plant' as const, 'river' as const);
  const severities = fc.constantFrom('yellow' as const, 'orange' as const);
  fc.assert(
    fc.property(places, severities, fc.array(step, { maxLength: 25 }), (where, severity, steps) => {
      const world = new World(where, severity);
      for (const given of steps) {
        world.take(given);
        const { matter } = world;
        if (matter === null) continue;
        const sentBy = (owes: string, reporter: string) =>
          matter.filed.some(
            (one) => one.reporter === reporter && (one.kind === 'withdrawal') === (owes === 'withdrawal'),
          );
        const owed = legalClocks(matter).filter(({ owes, reporter }) => !sentBy(owes, reporter));
        const pending = legalDeadlines(matter);
        expect(pending.map(({ name }) => name).sort()).toEqual(owed.map(({ name }) => name).sort());
        expect(pending.filter((deadline) => world.fired.has(deadlineName(deadline)))).toEqual([]);
        expect(new Set(matter.clocks.map(({ name }) => name)).size).toBe(matter.clocks.length);
      }
    }),
    { numRuns: 300 },
  );
});
