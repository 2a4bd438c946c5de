import { type DeskState, dayOf, onDuty, type OnDuty, shiftsOn, viewDeskState } from '@cofferdam/domain';
import type { ParkDesk } from '@cofferdam/records';

const iso = (ms: number): string => new Date(ms).toISOString();

/** A moment at a desk: epoch ms, in the park's zone. */
export interface Moment {
  readonly at: number;
  readonly timezone: string;
}

function viewWhose({ park, desk }: ParkDesk) {
  const { id, name, tier, enterprise = null, unit = null, phone = null } = desk;
  return { id: `${park}.${id}`, park, desk: id, name, tier, enterprise, unit, phone };
}

const viewOnDuty = (all: readonly OnDuty[]) =>
  all.map(({ until, ...rest }) => ({ ...rest, until: until === null ? null : iso(until) }));

/** A desk with its people, who is on duty now, and how it stands. */
export function viewDesk(parkDesk: ParkDesk, state: DeskState, { at, timezone }: Moment) {
  const { desk, source, version } = parkDesk;
  const { holder, heldSince, offer, presence, presenceAt, generation } = viewDeskState(state);
  return {
    ...viewWhose(parkDesk),
    ...{ members: desk.members, shifts: desk.shifts, channels: desk.channels ?? [], source, version },
    onDuty: viewOnDuty(onDuty(desk, state, at, timezone)),
    ...{ holder, heldSince, offer, presence, presenceAt, generation },
  };
}

/** The shifts of a desk that are running, and who is on duty. @param state null: as the shifts are planned */
export function viewShift(parkDesk: ParkDesk, state: DeskState | null, { at, timezone }: Moment) {
  const { desk } = parkDesk;
  const days = [dayOf(at - 86_400_000, timezone), dayOf(at, timezone)];
  const running = days.flatMap((day) => shiftsOn(desk, day, timezone)).filter(({ from, to }) => from <= at && at < to);
  return {
    ...viewWhose(parkDesk),
    shifts: running.map(({ shift: { id, name, members }, from, to }) => ({
      ...{ id, name, from: iso(from), to: iso(to), members },
    })),
    onDuty: viewOnDuty(onDuty(desk, state, at, timezone)),
  };
}
