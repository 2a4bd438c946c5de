import type { Severity, Subject } from '../condition/condition';
import type { Delays, Finding } from '../condition/observe';
import type { Basis, Monitor, Outlet, Rule } from '../park/park';
import type { RefusalReason } from '../refusal/reason';
import type { Validity } from '../reading/validity';

/** Where a rule is put to work: one monitor of one outlet. */
export interface Place {
  readonly outlet: Outlet;
  readonly monitor: Monitor;
  /** IANA zone of the park. */
  readonly timezone: string;
  /** Whom a factor's condition is about: the outlet; the monitor where another one of the outlet measures it too. */
  subjectOf(factor: string): Subject;
}

/** What every watch has: one rule, one subject, one factor; one condition. */
interface Watched {
  /** Unique within the monitor. */
  readonly id: string;
  readonly rule: Rule;
  readonly subject: Subject;
  readonly factor: string | null;
  readonly unit: string;
  /** Class I or another toxic. */
  readonly toxic: boolean;
  /** Whether its alarm is held until somebody has looked at the place. */
  readonly latching: boolean;
  readonly delays: Delays;
  /** The colour that a withdrawn or never judged condition is shown with. */
  readonly lightest: Severity;
  /** One English sentence with the figures that the finding used. */
  explain(finding: Finding): string;
}

/** A usable value: valid, or above the measuring range. */
export interface Moment {
  readonly at: number;
  readonly validity: Extract<Validity, { state: 'valid' | 'over-range' }>;
  /** Water temperature of the same time, degC; null where no valid one is known. */
  readonly temperature: number | null;
}

/** Watches the values of one factor. */
export interface ValueWatch extends Watched {
  readonly on: 'value';
  readonly factor: string;
  readonly basis: Basis;
  judge(moment: Moment): Finding;
}

/** How a monitor was last heard. Times are the shard's clock, epoch ms. */
export interface Contact {
  /** Last packet that was taken; null: never heard, so nothing is due. */
  readonly heard: number | null;
  /** Last packet that was refused. */
  readonly refused: { readonly at: number; readonly reason: RefusalReason } | null;
  /** What the logger's status topic says; null: nothing yet. */
  readonly online: boolean | null;
  /** The service hears without interruption since. */
  readonly hearingSince: number;
}

/** Watches whether a monitor is heard at all. */
export interface ContactWatch extends Watched {
  readonly on: 'contact';
  /** When patience ends, on the shard's clock; null: never. */
  dueAt(contact: Contact): number | null;
  /** Called once patience has ended. */
  judge(contact: Contact): Finding;
}

export type Watch = ValueWatch | ContactWatch;

/** A kind of rule. A new one is a file like `limit.ts`, its schema in the park file and a line in the registry. */
export interface RuleKind<R extends Rule = Rule> {
  readonly kind: R['kind'];
  /** Everything that the rule watches at this monitor; empty where it has nothing to say. */
  watches(rule: R, place: Place): readonly Watch[];
}
