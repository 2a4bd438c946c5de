import type { MessageKind, Severity, Tier, TierDuty } from '@cofferdam/domain';
import type { About } from './about';

/** What one message says: a title without marks, and lines with the most important first. */
export interface Said {
  readonly title: string;
  readonly lines: readonly (string | null)[];
}

export type Counts = Readonly<Record<Severity, number>>;

/** Everything that is said in a language. */
export interface Words {
  readonly tier: Readonly<Record<Tier, string>>;
  /** Why a tier is on duty. */
  readonly trigger: Readonly<Record<TierDuty['trigger'], string>>;
  /** By kind of message: what to say. */
  readonly say: Readonly<Record<MessageKind, (about: About) => Said>>;
  /** By kind of message: a word for it in a line of a digest. */
  readonly short: Readonly<Record<MessageKind, string>>;
  readonly digest: {
    /** Of so many incidents, by colour; the park where all are of one. */
    title(n: number, counts: Counts, park: string | null): string;
    /** One incident: all that fits a line. */
    line(about: About, kinds: readonly string[]): string;
    /** One incident where there is little room: which, and where. */
    brief(about: About): string;
    /** Where there is hardly any: colour and outlet. */
    briefest(about: About): string;
    /** So many more, exactly. */
    rest(n: number, counts: Counts): string;
    readonly todo: string;
  };
}
