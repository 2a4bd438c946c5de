import { nextUpdateAt } from '../chain';
import { type IncidentFacts, isOver } from './facts';
import { type CapChange, materialChange } from './material';

/** How far a chain has told its incident. Times are epoch ms. */
export interface ChainPosition {
  /** What the newest message said; null where nothing has been said, or where that has ended. */
  readonly said: IncidentFacts | null;
  /** When the newest message was sent, of whatever run. */
  readonly lastSent: number | null;
  /** When the newest message is to be renewed. */
  readonly renewAt: number | null;
}

/** The next message of a chain. */
export interface CapStep {
  readonly msgType: 'Alert' | 'Update' | 'Cancel';
  readonly changes: readonly CapChange[];
  /** Nothing follows it, unless the incident begins anew. */
  readonly ends: boolean;
}

/** A message that is due now, or when to look again (epoch ms; null: not before something happens). */
export type CapDecision =
  { readonly step: CapStep; readonly lookAt: null } | { readonly step: null; readonly lookAt: number | null };

const CANCELLING: readonly CapChange[] = ['judged-false', 'withdrawn', 'exercise-ended'];
/**
 * What two persons have released to the public does not wait, and neither does a graver colour, nor that what was said may
 * be false, nor that it is not.
 */
const URGENT: readonly CapChange[] = ['severity-raised', 'public', 'suspended', 'resumed'];
const ENDING: readonly CapChange[] = ['closed', 'merged'];

const some = (changes: readonly CapChange[], of: readonly CapChange[]): boolean =>
  changes.some((change) => of.includes(change));

const due = (step: CapStep): CapDecision => ({ step, lookAt: null });
const later = (lookAt: number | null): CapDecision => ({ step: null, lookAt });

/**
 * What a chain has to say of its incident. An Alert begins it and begins it anew; Cancel takes back what was false, was
 * withdrawn or belonged to an exercise that is over; everything else is an Update, one a minute at most unless severity
 * rises or somebody suspects that it is false. What has to wait is compared with what was said when its time has come, so that nothing is lost and nothing is
 * said twice. Of what was over before anything was said, nothing is.
 * @param now epoch ms
 */
export function decideCap(chain: ChainPosition, facts: IncidentFacts, now: number): CapDecision {
  const { said, lastSent, renewAt } = chain;
  if (said === null) {
    if (isOver(facts)) return later(null);
    return due({ msgType: 'Alert', changes: [lastSent === null ? 'opened' : 'reopened'], ends: false });
  }
  const changes = materialChange(said, facts);
  if (some(changes, CANCELLING)) return due({ msgType: 'Cancel', changes, ends: true });
  if (changes.length === 0) return renewal(renewAt, now);
  const at = nextUpdateAt(lastSent ?? now, some(changes, URGENT));
  if (at > now && !some(changes, URGENT)) return later(at);
  return due({ msgType: 'Update', changes, ends: some(changes, ENDING) });
}

function renewal(renewAt: number | null, now: number): CapDecision {
  if (renewAt === null || renewAt > now) return later(renewAt);
  return due({ msgType: 'Update', changes: ['renewed'], ends: false });
}
