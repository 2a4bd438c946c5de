import type { KpiId } from '@cofferdam/domain';

/** The words of the key figures' room. */
export interface KpiWords {
  heading: string;
  count(n: string): string;
  park: string;
  window: string;
  windows: { day: string; week: string; month: string; quarter: string };
  indicative: string;
  indicativeNote: string;
  target(text: string): string;
  noTarget: string;
  met: string;
  missed: string;
  nothing: string;
  units: { seconds: string; perDay: string };
  /** What stands beside a figure's value; the figure's other values stand in braces. */
  beside: Readonly<Record<KpiId, string>>;
  definition: string;
  asTable: string;
  rate: string;
  rateSummary(max: string, floods: string): string;
  rateTop(n: string): string;
  floodLimit: string;
  flood: string;
  slot: string;
  alarms: string;
  ack: string;
  ackSummary(rows: string): string;
  who: string;
  inTime: string;
  escalations: string;
  escalationsSummary(total: string): string;
  trigger: string;
  triggers: Record<'E1' | 'E2' | 'E3' | 'E4' | 'E5' | 'E6' | 'E7' | 'E8' | 'E9', string>;
  topTen: string;
  topTenSummary(share: string): string;
  alarm: string;
  times: string;
  availability: string;
  availabilitySummary(worst: string, monitors: string): string;
  monitor: string;
  share: string;
  more(n: string): string;
  none: string;
}
