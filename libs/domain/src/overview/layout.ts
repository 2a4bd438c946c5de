import { tierRank } from '../tier/tier';
import { type Counted, PINNED_BUDGET, ROW_BUDGET } from './overview';
import { Group, type Part, Place, Rest, Single } from './place';
import { compareAlarms, compareGroups, firstOf } from './tally';

/** Red, toxic and park-tier alarms have a lane of their own, so that no storm of lighter ones hides them. */
export const isPinned = ({ severity, toxic, tier }: Pick<Counted, 'severity' | 'toxic' | 'tier'>): boolean =>
  severity === 'red' || toxic || tierRank(tier) >= tierRank('park');

/** Which rows there are: pinned ones first, remainders last, else worst first. */
export interface Layout {
  readonly pinned: readonly Part[];
  readonly others: readonly Part[];
}

/** Lays alarms out in rows, whatever order they come in. Every alarm is in exactly one row. */
export function layOut(alarms: Iterable<Counted>): Layout {
  const grave: Counted[] = [];
  const all = new Place();
  for (const alarm of alarms) {
    if (isPinned(alarm)) grave.push(alarm);
    else all.put(alarm);
  }
  all.sum();
  const pinned = pin(grave, all.width > 0);
  return { pinned, others: all.width === 0 ? [] : open(all, ROW_BUDGET - pinned.length) };
}

/** The worst singly, the others by enterprise and factor; half of the rows that are left where others need some too. */
function pin(grave: readonly Counted[], shared: boolean): Part[] {
  const singles = firstOf(grave, PINNED_BUDGET, compareAlarms);
  const single = new Set(singles);
  const groups = new Map<string, Group>();
  for (const alarm of grave) {
    if (single.has(alarm)) continue;
    const { park, enterprise, factor } = alarm;
    const id = `pinned~${park}~${enterprise ?? ''}~${factor ?? ''}`;
    const group = groups.get(id) ?? new Group(id, enterprise === null ? 'park' : 'enterprise');
    groups.set(id, group);
    group.add(alarm);
  }
  const left = ROW_BUDGET - singles.length;
  const rows = cut([...groups.values()], shared ? Math.floor(left / 2) : left);
  return [...singles.map((alarm) => new Single(alarm, `pinned~${alarm.id}`)), ...rows];
}

function cut(groups: readonly Group[], room: number): Group[] {
  if (groups.length <= room) return groups.toSorted(compareGroups);
  const shown = firstOf(groups, room - 1, compareGroups);
  const known = new Set(shown);
  const rest = new Group('rest~pinned', 'rest');
  for (const group of groups) {
    if (!known.has(group)) for (const alarm of group.members()) rest.add(alarm);
  }
  return [...shown, rest];
}

/** Opens the worst place again and again while rows are left; then takes more out of the remainders. */
function open(all: Place, budget: number): Part[] {
  const rows = new Rows(all.narrowest(), budget);
  while (rows.free > 0 && (rows.openWorst() || rows.showMore()));
  return rows.sorted();
}

class Rows {
  private readonly parts = new Set<Part>();
  private readonly rests = new Set<Rest>();

  constructor(
    first: Part,
    private readonly budget: number,
  ) {
    this.parts.add(first);
  }

  get free(): number {
    return this.budget - this.parts.size - this.rests.size;
  }

  sorted(): Part[] {
    return [...[...this.parts].sort(compareGroups), ...[...this.rests].sort(compareGroups)];
  }

  /** Replaces the worst place by its parts; where they are too many by some of them and a remainder. */
  openWorst(): boolean {
    const places = [...this.parts].filter((part) => part instanceof Place);
    const [worst] = firstOf(places, 1, compareGroups);
    if (worst === undefined) return false;
    const room = this.free + 1;
    this.parts.delete(worst);
    // Half of what is left, so that the worst of its parts can be opened in turn.
    const shown = worst.width <= room ? worst.width : Math.max(1, Math.floor(room / 2));
    for (const part of worst.worst(shown)) this.parts.add(part);
    if (shown < worst.width) this.rests.add(new Rest(worst, shown));
    return true;
  }

  /** Takes the worst part out of the remainder that has the worst; the last one takes its place. */
  showMore(): boolean {
    const heads = [...this.rests].flatMap((rest) => {
      const head = rest.of.worst()[rest.shown];
      return head === undefined ? [] : [{ id: head.id, tally: head.tally, head, rest }];
    });
    const [next] = firstOf(heads, 1, compareGroups);
    if (next === undefined) return false;
    const { head, rest } = next;
    this.parts.add(head);
    rest.shown += 1;
    const last = rest.of.worst()[rest.shown];
    if (rest.left > 1 || last === undefined) return true;
    this.rests.delete(rest);
    this.parts.add(last);
    return true;
  }
}
