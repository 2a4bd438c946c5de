/** Families of events that can be asked for one by one. */
export const WEBHOOK_FAMILIES = [
  'alarm.*',
  'incident.*',
  'deadline.missed',
  'legal.*',
  'cap.issued',
  'monitor.*',
] as const;
export type WebhookFamily = (typeof WEBHOOK_FAMILIES)[number];

/** The words of the room of webhooks. Part of `Words`. */
export interface WebhookWords {
  heading: string;
  count(n: string): string;
  hint: string;
  none: string;
  notAllowed: string;
  create: string;
  change: string;
  name: string;
  url: string;
  urlNote: string;
  park: string;
  allParks: string;
  types: string;
  typesNote: string;
  everything: string;
  families: Readonly<Record<WebhookFamily, string>>;
  exercise: string;
  enabled: string;
  state: { on: string; off: string; gone: string; waits(until: string): string };
  counts(pending: string, failed: string): string;
  test: string;
  tested: string;
  rotate: string;
  rotateNote: string;
  remove: string;
  removeNote: string;
  secret: string;
  secretNote: string;
  kept: string;
  deliveries: string;
  noDeliveries: string;
  delivery: { PENDING: string; SENT: string; FAILED: string };
  attempts(n: string): string;
  answered(status: string, at: string): string;
  unanswered(at: string): string;
  resend: string;
  resent: string;
  notDone: string;
}
