/** Words of CAP messages and public warnings. Part of `Words`. */
export interface WarningWords {
  heading: string;
  none: string;
  unread: string;
  msgType: Readonly<Record<string, string>>;
  scope: Readonly<Record<string, string>>;
  holds: string;
  refused(rules: string): string;
  public: string;
  inForce: string;
  waiting(author: string, until: string): string;
  toApprovals: string;
  write: string;
  writeHeading: string;
  consequence: string;
  submit: string;
  withdraw: string;
  withdrawHeading: string;
  withdrawConsequence: string;
  reason: string;
  zh: string;
  en: string;
  headline: string;
  description: string;
  instruction: string;
  area: string;
}
