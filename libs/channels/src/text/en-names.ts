import type { ApprovedAct, Severity } from '@cofferdam/domain';
import type { Counts, Words } from './words';

/** Names of the field in English. */
export const enNames: Pick<Words, 'tier' | 'trigger' | 'short'> & {
  readonly colour: Readonly<Record<Severity, string>>;
  readonly act: Readonly<Record<ApprovedAct, string>>;
} = {
  colour: { red: 'Red', orange: 'Orange', yellow: 'Yellow', blue: 'Blue' },
  tier: { unit: 'unit', enterprise: 'enterprise', park: 'park', basin: 'basin' },
  act: {
    shelve: 'shelve an alarm',
    'out-of-service': 'take an alarm out of service',
    'mark-false': 'mark as a false alarm',
    'start-measure': 'start a measure',
    'public-warning': 'warn the public',
    'withdraw-warning': 'withdraw a public warning',
  },
  trigger: {
    start: 'on duty from the start',
    relapse: 'back on duty, in breach again',
    E1: 'not acknowledged in time',
    E2: 'not contained in time',
    E3: 'severity rose',
    E4: 'it spread',
    E5: 'somebody asked for it',
    E6: 'hand-over not accepted',
    E7: 'nobody could be reached',
    E8: 'the monitor fell silent',
    E9: 'in breach again, twice',
  },
  short: {
    duty: 'acknowledge',
    informed: 'for information',
    remind: 'not acknowledged',
    progress: 'contain',
    repeat: 'repeated page',
    risen: 'severity rose',
    relapsed: 'in breach again',
    resumed: 'resumed',
    late: 'overdue',
    approve: 'approve',
    review: 'review',
    close: 'close',
    'hand-over': 'hand-over',
    presence: 'say that you are there',
    pond: 'pond full',
    report: 'report owed',
    inject: 'from the drill controller',
    drill: 'state of the drill',
    correction: 'correction: suspected false',
    end: 'over',
    system: 'system',
    command: 'command to a device',
  },
};

/** So many of each colour, the gravest first. */
export const counted = (counts: Counts): string =>
  (['red', 'orange', 'yellow', 'blue'] as const satisfies readonly Severity[])
    .filter((colour) => counts[colour] > 0)
    .map((colour) => `${counts[colour]} ${colour}`)
    .join(', ');
