import type { ApprovalView, IncidentView, JournalEvent } from '@cofferdam/domain';

/** What a stretch of the journal means for one incident's chain. */
export interface CapNews {
  /** The incident as it was told last; null where only its warning is concerned. */
  readonly latest: IncidentView | null;
  /** What two persons said about its public warning last: release this draft, or take it back. */
  readonly warning: { readonly draft: string } | 'withdrawn' | null;
}

export interface CapStretch {
  readonly news: ReadonlyMap<string, CapNews>;
  /** Exercises that ended. */
  readonly endedDrills: readonly string[];
}

const NOTHING: CapNews = { latest: null, warning: null };

const isIncident = (data: unknown): data is IncidentView =>
  typeof data === 'object' && data !== null && 'id' in data && 'tiers' in data && 'state' in data;

function warningOf({ act, body }: ApprovalView): CapNews['warning'] {
  if (act === 'withdraw-warning') return 'withdrawn';
  const { draft } = (body ?? {}) as { draft?: unknown };
  return act === 'public-warning' && typeof draft === 'string' ? { draft } : null;
}

/** Of many events about one incident only how it is behind them counts: a burst is one thing to say. */
export function capStretch(events: readonly JournalEvent[]): CapStretch {
  const news = new Map<string, CapNews>();
  const add = (id: string, more: Partial<CapNews>): void => {
    news.set(id, { ...(news.get(id) ?? NOTHING), ...more });
  };
  const endedDrills: string[] = [];
  for (const { type, data, drill } of events) {
    if (type.startsWith('incident.') && isIncident(data)) add(data.id, { latest: data });
    if (type === 'drill.ended' && drill !== null) endedDrills.push(drill);
    if (type !== 'approval.confirmed') continue;
    const approval = data as ApprovalView;
    const warning = warningOf(approval);
    if (warning !== null) add(approval.subject.id, { warning });
  }
  return { news, endedDrills };
}
