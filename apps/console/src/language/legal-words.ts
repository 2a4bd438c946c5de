import type {
  ClockName,
  EventLevel,
  LegalRefusal,
  Recipient,
  ReportKind,
  ReportPath,
  Reporter,
} from '@cofferdam/domain';

type Labels<K extends string> = Readonly<Record<K, string>>;

/** Words of legal clocks and reports. Figures, names and times come in as finished text. */
export interface LegalWords {
  heading: string;
  notTheColour: string;
  loading: string;
  failed: string;
  level: Labels<EventLevel>;
  unsaid: string;
  saidBy(who: string, at: string): string;
  sensitive: string;
  knownSince(at: string): string;
  unitKnows: Labels<'acknowledged' | 'page-delivered' | 'page-written'>;
  setLevel: string;
  correctLevel: string;
  clock: Labels<ClockName>;
  path: Labels<ReportPath>;
  from(at: string, minutes: string): string;
  source(source: string): string;
  dueAt(at: string): string;
  timeLeft: string;
  missed: string;
  sent(number: string, at: string): string;
  cancelled: string;
  noClock: string;
  withdrawalOwed: string;
  withdrawnBy(tier: string): string;
  reports: string;
  noReports: string;
  reporter: Labels<Reporter>;
  kind: Labels<ReportKind>;
  write(kind: string): string;
  print: string;
  toWhom(n: string): string;
  levelDialog: {
    level: string;
    sensitive: string;
    byItself: string;
    awareAt(zone: string): string;
    awareNow: string;
    source: string;
    note: string;
    submit: string;
  };
  reportDialog: {
    note: string;
    needed(label: string): string;
    recipient(n: string): string;
    name: string;
    organisation: string;
    how: string;
    ways: Labels<Recipient['how']>;
    receipt: string;
    more: string;
    submit: string;
  };
  refusal: Labels<LegalRefusal>;
  timeline: {
    level(level: string): string;
    reported(number: string): string;
    missed(clock: string): string;
    withdrawal(clock: string): string;
  };
}
