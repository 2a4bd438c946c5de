import {
  type Alarm,
  type AlarmState,
  alarmState,
  isActive,
  isOpen,
  type OutOfService,
  type OverlayName,
  overlayEnd,
  type Shelved,
  type Suppressed,
} from './alarm';

const iso = (ms: number): string => new Date(ms).toISOString();

/** An alarm as HTTP, the feed and MQTT show it: times as ISO 8601 UTC, the state by its ISA-18.2 name. */
export interface AlarmView extends Omit<
  Alarm,
  'phase' | 'order' | 'told' | 'acknowledged' | 'raisedAt' | 'sampleAt' | 'clearedAt' | OverlayName
> {
  readonly state: AlarmState;
  readonly open: boolean;
  readonly active: boolean;
  readonly acknowledged: { readonly by: string; readonly at: string; readonly note: string | null } | null;
  readonly raisedAt: string;
  readonly sampleAt: string;
  readonly clearedAt: string | null;
  readonly shelved: OverlayView<Shelved> | null;
  readonly suppressed: OverlayView<Suppressed> | null;
  readonly outOfService: OverlayView<OutOfService> | null;
}

/** An overlay with its times as ISO 8601 UTC. */
export type OverlayView<O extends Shelved | Suppressed | OutOfService> = Omit<O, 'at' | 'until'> & {
  readonly at: string;
  readonly until: string;
};

const viewOverlay = <O extends Shelved | Suppressed | OutOfService>(overlay: O | null): OverlayView<O> | null =>
  overlay && { ...overlay, at: iso(overlay.at), until: iso(overlayEnd(overlay)) };

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
    shelved: viewOverlay(alarm.shelved),
    suppressed: viewOverlay(alarm.suppressed),
    outOfService: viewOverlay(alarm.outOfService),
  };
}
