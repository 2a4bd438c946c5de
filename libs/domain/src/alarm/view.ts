import { type Alarm, type AlarmState, alarmState, isActive, isOpen } from './alarm';

const iso = (ms: number): string => new Date(ms).toISOString();

/** An alarm as HTTP, the feed and MQTT show it: times as ISO 8601 UTC, the state by its ISA-18.2 name. */
export interface AlarmView extends Omit<
  Alarm,
  'phase' | 'order' | 'told' | 'acknowledged' | 'raisedAt' | 'sampleAt' | 'clearedAt'
> {
  readonly state: AlarmState;
  readonly open: boolean;
  readonly active: boolean;
  readonly acknowledged: { readonly by: string; readonly at: string; readonly note: string | null } | null;
  readonly raisedAt: string;
  readonly sampleAt: string;
  readonly clearedAt: string | null;
  /** The incident it belongs to; null until incidents exist for it. */
  readonly incident: string | null;
}

export function viewAlarm(alarm: Alarm): AlarmView {
  const { phase, order, told, acknowledged, ...rest } = alarm;
  return {
    ...rest,
    state: alarmState(alarm),
    open: isOpen(alarm),
    active: isActive(alarm),
    acknowledged: acknowledged && { ...acknowledged, at: iso(acknowledged.at) },
    raisedAt: iso(alarm.raisedAt),
    sampleAt: iso(alarm.sampleAt),
    clearedAt: alarm.clearedAt === null ? null : iso(alarm.clearedAt),
    incident: null,
  };
}
