import { LIVE, type Timeline } from '@cofferdam/domain';

/** What a device's topic is about. */
export interface Address {
  readonly timeline: Timeline;
  readonly park: string;
  readonly outlet: string;
  /** Last level: `readings`, `hj212`, `status`. */
  readonly level: string;
}

const TOPIC = /^(?:drills\/([^/]+)\/)?parks\/([^/]+)\/outlets\/([^/]+)\/([^/]+)$/;
/** Last levels that devices send on. */
const LEVELS = ['readings', 'hj212', 'status'] as const;

/** Null for a topic that is none of a device's. The class is set here, at birth (architecture decision 7). */
export function readTopic(topic: string): Address | null {
  const [, drill, park, outlet, level] = TOPIC.exec(topic) ?? [];
  if (park === undefined || outlet === undefined || level === undefined) return null;
  return { timeline: drill === undefined ? LIVE : { class: 'exercise', drill }, park, outlet, level };
}

/** What a slot subscribes to for a park. Its `commands`, `alerts` and `siren` are our own words: never heard back. */
export function topicsOf(park: string): string[] {
  return LEVELS.flatMap((level) => [`parks/${park}/outlets/+/${level}`, `drills/+/parks/${park}/outlets/+/${level}`]);
}

/** Where answers for a device go: its own outlet's commands, in its own timeline. */
export function commandsTopic({ timeline, park, outlet }: Address): string {
  const root = timeline.drill === null ? '' : `drills/${timeline.drill}/`;
  return `${root}parks/${park}/outlets/${outlet}/commands`;
}

/** FNV-1a: the intake session that a park belongs to, 0 to `slots` - 1. */
export function slotOf(park: string, slots: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < park.length; i++) hash = Math.imul(hash ^ park.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % slots;
}
