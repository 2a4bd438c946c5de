import type { ActContext, Alarm, Incident, IncidentAct, JournalEntry } from '@cofferdam/domain';

/** An act on a locked incident, before it is decided. */
export interface Ready {
  readonly incident: Incident;
  readonly act: IncidentAct;
  readonly context: ActContext;
}

/** Alarms that change with their incident, and what the journal says of it. */
export interface AlarmChanges {
  readonly alarms: readonly Alarm[];
  readonly entries: readonly JournalEntry[];
}
