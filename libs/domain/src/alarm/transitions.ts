import { DUTY_ROLES, type Role } from '../user/role';
import {
  type AlarmRefusal,
  ENTERPRISE_NEEDS,
  LATCH_ROLES,
  PARK_NEEDS,
  SERVICE_ROLES,
  SHELVING_ROLES,
  UNSHELVING_ROLES,
} from './act';

/** Why a transition does not happen: a refusal, or somebody acted on less than there is. */
export type AlarmGuard = AlarmRefusal | 'changed-since';

/** One legal transition of an alarm. */
export interface AlarmTransition {
  /** What happens, in the words of the spec beside this file. */
  readonly event: string;
  /** What stops it, each by the name of its refusal. */
  readonly guards: readonly AlarmGuard[];
  /** Roles of which the actor has one, or the service itself. */
  readonly who: readonly Role[] | 'system';
  /** When a second person is needed, and of which roles; null: never. */
  readonly secondPerson: { readonly when: string; readonly roles: readonly Role[] } | null;
  readonly effect: string;
  /** Arcs of ISA-18.2 that it takes; `-` where the derived state stays. */
  readonly isa: string;
}

const system = (event: string, effect: string, isa: string, guards: readonly AlarmGuard[] = []): AlarmTransition => ({
  ...{ event, guards, who: 'system', secondPerson: null, effect, isa },
});

/** Words of the rule engine, carried out by `merge`. They pass whatever lies over the alarm. */
const FROM_SAMPLES: readonly AlarmTransition[] = [
  system('raise', 'abnormal, unacknowledged; latched where the place asks for it', 'NORM→UNACK'),
  system('return unacknowledged', 'normal, waits to be seen', 'UNACK→RTNUN'),
  system('return acknowledged', 'normal, closed', 'ACKED→NORM'),
  system('return latched', 'normal, held until somebody has looked at the place', '-'),
  system('severity rises', 'unacknowledged again, generation + 1', 'ACKED→UNACK'),
  system('breach again', 'the same alarm unacknowledged again, occurrences + 1', 'RTNUN→UNACK'),
  system('breach while judged false', 'nothing while the episode goes on at no graver colour', '-'),
  system('one-shot ends', 'off the shelf when it returns to normal', 'SHLVD→RTNUN, SHLVD→NORM'),
  system('turns red', 'shelving and suppression end: they may not hide it', 'SHLVD→UNACK, DSUPR→UNACK'),
];

const BY_PEOPLE: readonly AlarmTransition[] = [
  {
    event: 'acknowledge',
    guards: ['changed-since'],
    who: [...DUTY_ROLES, 'admin'],
    secondPerson: null,
    effect: 'acknowledged, also under an overlay; the incident’s contain deadline goes on',
    isa: 'UNACK→ACKED, RTNUN→NORM',
  },
  {
    event: 'acknowledge again',
    guards: [],
    who: [...DUTY_ROLES, 'admin'],
    secondPerson: null,
    effect: 'nothing: says who was first; never opens again what is closed',
    isa: '-',
  },
  ...(['shelve', 'shelve one-shot'] as const).map((event): AlarmTransition => ({
    event,
    guards: [
      ...(['role-too-low', 'not-open', 'toxic', 'too-grave', 'tier-too-high', 'no-duration'] as const),
      ...(['too-long', 'reason-missing', 'same-person'] as const),
      ...(event === 'shelve one-shot' ? (['not-active'] as const) : []),
    ],
    who: SHELVING_ROLES,
    secondPerson: { when: 'the park shelves', roles: PARK_NEEDS.roles },
    effect: 'nobody is paged for it until its time is over; judged and journalled as before',
    isa: 'any→SHLVD',
  })),
  {
    event: 'unshelve',
    guards: ['role-too-low'],
    who: UNSHELVING_ROLES,
    secondPerson: null,
    effect: 'the overlay is gone; what is abnormal is unacknowledged again',
    isa: 'SHLVD→UNACK, SHLVD→NORM',
  },
  {
    event: 'out of service',
    guards: [
      ...(['role-too-low', 'not-open', 'work-order-missing', 'deputy-missing', 'reason-missing'] as const),
      ...(['no-duration', 'too-long', 'same-person'] as const),
    ],
    who: SERVICE_ROLES,
    secondPerson: { when: 'toxic, or at the park’s outlets or the river', roles: ENTERPRISE_NEEDS.roles },
    effect: 'nobody is paged for it while somebody works on it and something stands in for it',
    isa: 'any→OOSRV',
  },
  {
    event: 'return to service',
    guards: ['role-too-low'],
    who: SERVICE_ROLES,
    secondPerson: null,
    effect: 'the overlay is gone; what is abnormal is unacknowledged again',
    isa: 'OOSRV→UNACK, OOSRV→NORM',
  },
  {
    event: 'reset latch',
    guards: ['role-too-low', 'still-active', 'field-check-missing'],
    who: LATCH_ROLES,
    secondPerson: null,
    effect: 'free: closed where it is acknowledged, else it waits to be',
    isa: 'ACKED→NORM, UNACK→RTNUN',
  },
  {
    event: 'judge false',
    guards: ['same-person', 'reason-missing'],
    who: DUTY_ROLES,
    secondPerson: { when: 'always; who may is the incident’s guard', roles: DUTY_ROLES },
    effect: 'acknowledged and free; only another episode or a graver colour opens it again',
    isa: 'UNACK→ACKED, RTNUN→NORM',
  },
];

const BY_TIME_AND_DESIGN: readonly AlarmTransition[] = [
  system('suppress', 'nobody is paged for it while its cause is active', 'any→DSUPR', [
    ...(['not-approved', 'not-listed', 'not-open', 'toxic', 'too-grave'] as const),
  ]),
  system('unsuppress', 'the rule is false or unknown: the overlay is gone', 'DSUPR→UNACK, DSUPR→NORM'),
  system('overlay ends', 'its time is over: the overlay is gone', 'SHLVD→UNACK, DSUPR→UNACK, OOSRV→UNACK'),
  system('overlay unknown', 'at start-up one whose end is past or unreadable is gone', 'SHLVD→UNACK, OOSRV→UNACK'),
];

/**
 * The transitions of an alarm (ISA-18.2 with overlays of their own, OPC 10000-9 5.8). Delays, deadband and chattering are
 * the condition's; a second deadline after the acknowledgement is the incident's.
 */
export const ALARM_TRANSITIONS: readonly AlarmTransition[] = [...FROM_SAMPLES, ...BY_PEOPLE, ...BY_TIME_AND_DESIGN];
