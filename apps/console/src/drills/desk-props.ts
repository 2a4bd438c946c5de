import type { User } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import type { DrillView } from '../api/drills';
import type { LiveAlarms } from '../feed/use-live-alarms';

/** What everything on a director's desk is given. */
export interface DeskProps {
  readonly drill: DrillView;
  readonly user: User;
  readonly directory: Directory;
  readonly zone: string;
  /** The drill's clock, epoch ms; the service's where the drill has none. */
  readonly drillTime: number;
  /** The service's clock, epoch ms. */
  readonly wallTime: number;
  readonly live: LiveAlarms;
  /** Something was done to the drill: it is read anew. */
  readonly again: () => void;
}
