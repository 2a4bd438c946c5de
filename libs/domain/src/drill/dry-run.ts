import type { Expected, Inject, InjectPayload, Scenario } from './scenario';

/** A line of a drill's plan. */
export interface Planned {
  /** Epoch ms of the drill's clock; the end of the drill where nobody knows when its condition becomes true. */
  readonly at: number;
  readonly what: string;
  readonly kind: 'inject' | 'expected' | 'end';
  /** The inject that it belongs to; null for the end of the drill. */
  readonly inject: string | null;
  /** What it waits for; null where it has a moment of its own. */
  readonly condition: string | null;
}

/**
 * What would happen when, without a clock: injects at their offsets, what is expected after each by its latest moment as
 * if it counted from the inject, and at the end those that wait for something, with what they wait for.
 * @param start epoch ms of the drill's clock
 */
export function dryRun(scenario: Scenario, start: number): Planned[] {
  const over = start + scenario.duration * 1000;
  const lines = scenario.injects.flatMap((inject) => planned(inject, start, over));
  const byTime = (a: Planned, b: Planned) => a.at - b.at;
  // What is at the same moment stays in the scenario's order.
  const timed = lines.filter(({ condition }) => condition === null).sort(byTime);
  const waiting = lines.filter(({ condition }) => condition !== null);
  const end: Planned = { at: over, what: 'the drill ends', kind: 'end', inject: null, condition: null };
  const { length } = timed.filter(({ at }) => at <= over);
  return [...timed.slice(0, length), ...waiting, end, ...timed.slice(length)];
}

function planned(inject: Inject, start: number, over: number): Planned[] {
  const condition = conditionOf(inject);
  const at = start + (inject.at ?? 0) * 1000;
  const more = { inject: inject.id, condition };
  const suffix = condition === null ? '' : ` (${condition})`;
  return [
    {
      at: condition === null ? at : over,
      what: `${inject.id}: ${describe(inject.payload)}${suffix}`,
      ...{ kind: 'inject', ...more },
    },
    ...inject.expected.map((one): Planned => ({
      at: condition === null ? at + one.within * 1000 : over,
      what: `${inject.id}: expects ${wanted(one)}`,
      ...{ kind: 'expected', ...more },
    })),
  ];
}

function conditionOf({ when }: Inject): string | null {
  if (when === undefined) return null;
  const { incident, tier, enterprise, after } = when;
  const parts = [
    ...(incident === undefined
      ? []
      : [`an incident${enterprise === undefined ? '' : ` of ${enterprise}`} is ${incident}`]),
    ...(tier === undefined ? [] : [`the ${tier} tier is on duty`]),
  ];
  return `${after} s after ${parts.join(' and ')}`;
}

type Of<K extends InjectPayload['kind']> = Extract<InjectPayload, { kind: K }>;

function describe(payload: InjectPayload): string {
  switch (payload.kind) {
    case 'samples':
      return `${payload.factor} at ${payload.outlet}: ${JSON.stringify(payload.shape)}`;
    case 'message':
      return `message to ${payload.to?.join(', ') ?? payload.tier ?? 'all participants'}: ${payload.text.en}`;
    case 'event':
      return happening(payload);
    case 'fault':
      return `fault of ${faulty(payload.fault)}${payload.for === undefined ? ' to the end' : ` for ${payload.for} s`}`;
  }
}

const happening = ({ wall, state, outlet, online }: Of<'event'>): string =>
  [
    ...(wall === undefined ? [] : [`${wall} is ${state ?? 'unknown'}`]),
    ...(outlet === undefined ? [] : [`the logger of ${outlet} is ${online ? 'online' : 'offline'}`]),
  ].join(', ');

function faulty(fault: Of<'fault'>['fault']): string {
  if (fault.of === 'monitor') return `monitor ${fault.monitor}`;
  return fault.of === 'channel' ? `channel ${fault.channel}` : `person ${fault.user}`;
}

/** From when its time counts, where that is not the inject. */
const COUNTS_FROM: Partial<Record<Expected['action'], string>> = {
  notify: 'of the alarm',
  acknowledge: 'of the tier’s duty',
  'hand-over': 'of the offer',
};

function wanted(expected: Expected): string {
  const { action, within, severity, tier, enterprise, outlet, factor, measure, to, words } = expected;
  const about = [severity, tier, enterprise, outlet, factor, measure, to, words?.map((word) => `“${word}”`).join(' ')];
  const named = about.filter((part) => part !== undefined).join(' ');
  return `${action}${named === '' ? '' : ` ${named}`} within ${within} s${action in COUNTS_FROM ? ` ${COUNTS_FROM[action]}` : ''}`;
}
