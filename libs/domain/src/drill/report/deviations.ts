import type { JournalEvent } from '../../journal/event';
import type { Drill } from '../drill';
import type { DrillFacts } from '../score/facts';
import { storyOf } from '../score/story';
import type { AfterActionReport } from './shape';

const iso = (ms: number): string => new Date(ms).toISOString();

type Pause = AfterActionReport['pauses'][number];
/** What an event of the drill itself carries: when that was for everybody else, and why it stands still. */
interface Said {
  readonly wall?: string;
  readonly why?: string;
  readonly reason?: string | null;
  readonly liveAlarm?: { readonly id: string } | null;
}
const said = ({ data }: JournalEvent): Said => data as Said;
const wallOf = (event: JournalEvent): number => Date.parse(said(event).wall ?? '');

/** When and why the drill stood still, and for how long by the wall's clock: drill time does not pass. */
export function pausesOf({ events }: DrillFacts): Pause[] {
  const turns = events
    .filter(({ type }) => type === 'drill.paused' || type === 'drill.resumed' || type === 'drill.ended')
    .toSorted((a, b) => wallOf(a) - wallOf(b) || a.seq - b.seq);
  return turns.flatMap((event, n) => {
    if (event.type !== 'drill.paused') return [];
    const { why = 'person', reason = null, liveAlarm = null } = said(event);
    const next = turns[n + 1];
    const length = next === undefined ? Number.NaN : wallOf(next) - wallOf(event);
    const about = { at: iso(event.at), by: event.actor, why, reason, liveAlarm: liveAlarm?.id ?? null };
    return [{ ...about, seconds: Number.isFinite(length) ? length / 1_000 : null }];
  });
}

type Deviation = AfterActionReport['deviations'][number];

/** Where the drill left its script, and what controllers wrote about it. */
export function deviationsOf(drill: Drill, facts: DrillFacts): Deviation[] {
  const { notes } = drill;
  return [
    ...early(drill),
    ...notCarriedOut(drill),
    ...versionsChanged(drill, facts),
    ...notes.map(({ by, text, drillAt }): Deviation => ({ kind: 'note', at: iso(drillAt), by, text })),
  ];
}

function early({ ended }: Drill): Deviation[] {
  if (ended === null || ended.why === 'script') return [];
  return [{ kind: 'ended-early', at: iso(ended.clock), by: ended.by, text: ended.reason ?? ended.why }];
}

function notCarriedOut({ scenario, injected }: Drill): Deviation[] {
  const fired = new Set(injected.map(({ inject }) => inject));
  return scenario.injects
    .filter(({ id }) => !fired.has(id))
    .map(({ id }) => ({ kind: 'inject-not-carried-out', at: null, by: null, text: id }));
}

/** Another rule or policy judged than the one with which the drill started. */
function versionsChanged({ started }: Drill, facts: DrillFacts): Deviation[] {
  if (started === null) return [];
  const { alarms, incidents } = storyOf(facts);
  const rules = alarms.flatMap(({ moments }) => moments.map(({ at, view }) => ({ at, version: view.ruleVersion })));
  const policies = incidents.flatMap(({ moments }) =>
    moments.map(({ at, view }) => ({ at, version: view.policy.version })),
  );
  return [
    ...changed('rule-version-changed', rules, started.ruleVersion),
    ...changed('policy-version-changed', policies, started.policyVersion),
  ];
}

function changed(
  kind: Deviation['kind'],
  seen: readonly { readonly at: number; readonly version: number }[],
  from: number,
): Deviation[] {
  const others = seen.filter(({ version }) => version !== from);
  return [...new Set(others.map(({ version }) => version))].map((version) => {
    const first = Math.min(...others.filter((one) => one.version === version).map(({ at }) => at));
    return { kind, at: iso(first), by: null, text: `${from} → ${version}` };
  });
}
