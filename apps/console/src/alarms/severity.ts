import type { AlarmView, Severity } from '@cofferdam/domain';

/** Gravest first, as the list shows them. */
export const GRAVEST_FIRST: readonly Severity[] = ['red', 'orange', 'yellow', 'blue'];

/** Numerals of the national four-colour scheme: Ⅰ is the gravest. */
export const NUMERAL: Readonly<Record<Severity, string>> = { red: 'Ⅰ', orange: 'Ⅱ', yellow: 'Ⅲ', blue: 'Ⅳ' };

export type Standing = 'unacknowledged' | 'acknowledged' | 'returned' | 'closed';

/** How a row is drawn: filled, outlined, dashed, or faint when it only waits to leave the list. */
export function standing(alarm: Pick<AlarmView, 'state'>): Standing {
  switch (alarm.state) {
    case 'UNACK':
      return 'unacknowledged';
    case 'RTNUN':
      return 'returned';
    case 'NORM':
      return 'closed';
    case 'ACKED':
    case 'SHLVD':
    case 'DSUPR':
    case 'OOSRV':
      return 'acknowledged';
  }
}

export const needsAcknowledgement = (alarm: Pick<AlarmView, 'state'>): boolean =>
  alarm.state === 'UNACK' || alarm.state === 'RTNUN';
