import type { Expected, Inject, InjectPayload, Scenario } from './scenario';

/** A line of a drill's plan. */
export interface Planned {
  /** Epoch ms of the drill's clock; null: nobody knows before its condition is true. */
  readonly at: number | null;
  readonly what: string;
  /** The inject that it belongs to; null for the end of the drill. */
  readonly inject: string | null;
  readonly kind: 'inject' | 'expected' | 'end';
}

/**
 * What would happen when, without a clock: injects at their offsets, what is expected after each by its latest moment if
 * it counts from the inject, and those that wait for something at the end, with what they wait for.
 * @param start epoch ms of the drill's clock
 */
export function dryRun(scenario: Scenario, start: number): Planned[] {
  const lines: Planned[] = scenario.injects.flatMap((inject) => {
    const at = inject.at === undefined ? null : start + inject.at * 1000;
    const condition = at === null ? ` ${conditionOf(inject)}` : '';
    return [
      { at, what: `${inject.id}: ${describe(inject.payload)}${condition}`, inject: inject.id, kind: 'inject' },
      ...inject.expected.map((one): Planned => ({
        at: at === null ? null : at + one.within * 1000,
        what: `${inject.id}: expects ${wanted(one)}`,
        ...{ inject: inject.id, kind: 'expected' },
      })),
    ];
  });
  const end: Planned = { at: start + scenario.duration * 1000, what: 'the drill ends', inject: null, kind: 'end' };
  // Array.sort keeps the order of what is at the same moment: the scenario's.
  return [...lines, end].sort((a, b) => (a.at ?? Number.MAX_VALUE) - (b.at ?? Number.MAX_VALUE));
}

function conditionOf({ when }: Inject): string {
  if (when === undefined) return '';
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
