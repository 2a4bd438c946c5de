import type { IncidentChange } from '../incident/act';
import type { JournalEntry } from '../journal/event';
import type { MessageKind } from '../journal/message';
import type { Tier } from '../tier/tier';

/** Messages of an incident that nobody needs any more: of one tier, of all where null. */
export interface TakenBack {
  readonly incident: string;
  readonly tier: Tier | null;
  readonly kinds: readonly MessageKind[];
  /** One word. */
  readonly why: string;
}

/** What asks a tier to take note. */
const PAGES: readonly MessageKind[] = ['duty', 'informed', 'remind', 'repeat', 'risen', 'late', 'resumed'];
/** What asks anybody for anything about an incident, in the end. */
const ALL: readonly MessageKind[] = [...PAGES, 'progress', 'relapsed', 'close', 'hand-over', 'pond'];
/** What is over once the water is held: what comes then is told anew. */
const UNTIL_HELD: readonly MessageKind[] = [...PAGES, 'progress', 'relapsed', 'pond'];

const ENDS: Readonly<Record<string, { readonly kinds: readonly MessageKind[]; readonly why: string }>> = {
  'incident.contained': { kinds: UNTIL_HELD, why: 'contained' },
  'incident.suspended': { kinds: UNTIL_HELD, why: 'suspended' },
  'incident.closed': { kinds: ALL, why: 'closed' },
  'incident.judged-false': { kinds: ALL, why: 'judged-false' },
  'incident.merged': { kinds: ALL, why: 'merged' },
  'incident.resumed': { kinds: ['correction'], why: 'resumed' },
  'incident.handed-over': { kinds: ['hand-over'], why: 'accepted' },
};

/**
 * What was written before a change and has not been sent, and is not to be sent after it: whoever has just taken note is
 * not asked to any more, and nobody is paged for what is over. What the change itself says is written afterwards.
 */
export function takenBack({ incident, entries, others = [] }: IncidentChange): TakenBack[] {
  const noted = [incident, ...others].flatMap(({ id, tiers }) =>
    tiers
      .filter(({ acknowledged }) => entries.some((entry) => isOf(entry, id) && entry.at === acknowledged?.at))
      .map(({ tier }) => ({ incident: id, tier, kinds: PAGES, why: 'acknowledged' })),
  );
  const over = entries.flatMap(({ type, subject }) => {
    const end = ENDS[type];
    return end === undefined ? [] : [{ incident: subject.id, tier: null, ...end }];
  });
  return [...noted, ...over];
}

const isOf = ({ subject }: JournalEntry, id: string): boolean => subject.kind === 'incident' && subject.id === id;
