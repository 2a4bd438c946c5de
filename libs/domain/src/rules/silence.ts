import type { Finding } from '../condition/observe';
import type { SilenceRule } from '../park/park';
import type { Contact, ContactWatch, Place, RuleKind } from './rule';

/**
 * Packets that are refused show that the device lives: the alarm about them waits this many times as long as one about
 * a silent device (project default).
 */
const REFUSED_PATIENCE = 4;

/**
 * `silence`: nothing that could be taken came for `missed` expected intervals, at least `grace` seconds. A packet of any
 * validity ends it; a monitor that was never heard is not due.
 */
export const silence: RuleKind<SilenceRule> = { kind: 'silence', watches: (rule, place) => [watch(rule, place)] };

function watch(rule: SilenceRule, { monitor }: Place): ContactWatch {
  const interval = monitor.interval * 1000;
  const patience = Math.max(interval * rule.missed, rule.grace * 1000);
  return {
    on: 'contact',
    id: `${rule.id}|`,
    rule,
    subject: { kind: 'monitor', id: monitor.id },
    factor: null,
    unit: '',
    toxic: false,
    // The latch is about the water, not about whether its monitor is heard.
    latching: false,
    delays: { onDelay: 0, offDelay: 0 },
    lightest: rule.severity,
    dueAt: (contact) => dueAt(contact, patience),
    judge: (contact) => judge(contact, rule, interval),
    explain: (finding) => explain(finding, monitor.id, interval),
  };
}

function dueAt({ heard, refused, hearingSince }: Contact, patience: number): number | null {
  if (heard === null) return null;
  if (refused === null || refused.at < heard) return Math.max(heard, hearingSince) + patience;
  const silent = Math.max(refused.at, hearingSince) + patience;
  return Math.min(silent, Math.max(heard, hearingSince) + patience * REFUSED_PATIENCE);
}

function judge(contact: Contact, rule: SilenceRule, interval: number): Finding {
  const heard = contact.heard ?? contact.hearingSince;
  const notes: string[] = [];
  if (contact.refused !== null && contact.refused.at >= heard) notes.push(`refused:${contact.refused.reason}`);
  if (contact.online === false) notes.push('offline');
  return {
    // The first packet that should have come and did not.
    at: heard + interval,
    severity: rule.severity,
    held: rule.severity,
    badness: 0,
    value: null,
    limit: null,
    ratio: null,
    source: null,
    notes,
  };
}

/** The packet that ends a silence, as a finding. */
export const heardAgain = (at: number): Finding => ({
  at,
  severity: null,
  held: null,
  badness: 0,
  value: null,
  limit: null,
  ratio: null,
  source: null,
  notes: [],
});

function explain(finding: Finding, monitor: string, interval: number): string {
  if (finding.severity === null) return `Monitor ${monitor} is heard again.`;
  const every = `every ${interval / 1000} s`;
  const refused = finding.notes.find((note) => note.startsWith('refused:'));
  const offline = finding.notes.includes('offline') ? ' Its logger is offline.' : '';
  const since = new Date(finding.at).toISOString();
  if (refused !== undefined) {
    return `Packets of monitor ${monitor} are refused (${refused.slice(8)}); one is due ${every}, none was taken since ${since}.${offline}`;
  }
  return `Monitor ${monitor} is silent: a packet is due ${every}, none came since ${since}.${offline}`;
}
