import type { Desk, Shift } from '@cofferdam/domain';
import type { DeskView } from '../api/people';

/** A desk's people and shifts while somebody edits them: empty texts are no values. */
export interface DeskDraft {
  readonly phone: string;
  readonly members: readonly MemberDraft[];
  readonly shifts: readonly ShiftDraft[];
  /** Ids of its robots. */
  readonly channels: readonly string[];
}
export interface MemberDraft {
  readonly key: number;
  readonly user: string;
  readonly phone: string;
  readonly substitute: string;
}
export interface ShiftDraft {
  readonly key: number;
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly from: string;
  readonly to: string;
  /** 1 Monday to 7 Sunday. */
  readonly days: readonly number[];
  readonly members: readonly string[];
}

export const ALL_DAYS: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
/** As the service takes them; browsers read patterns with the `v` flag, in which a dash is escaped. */
export const CLOCK = '([01]\\d|2[0-3]):[0-5]\\d|24:00';
export const PHONE = '\\+?[0-9][0-9 \\-]{2,24}';
export const ID = '[a-z0-9][a-z0-9\\-]{0,47}';

export const draftOf = ({ phone, members, shifts, channels }: DeskView): DeskDraft => ({
  phone: phone ?? '',
  channels,
  members: members.map((member, key) => ({ key, phone: '', substitute: '', ...member })),
  shifts: shifts.map(({ name, days, ...shift }, key) => ({ key, ...shift, ...name, days: days ?? ALL_DAYS })),
});

const nextKey = (rows: readonly { readonly key: number }[]): number => Math.max(-1, ...rows.map(({ key }) => key)) + 1;

export const withMember = (draft: DeskDraft): DeskDraft => ({
  ...draft,
  members: [...draft.members, { key: nextKey(draft.members), user: '', phone: '', substitute: '' }],
});

/** A new shift by night, of everybody: what is oftenest missing. */
export const withShift = (draft: DeskDraft): DeskDraft => {
  const key = nextKey(draft.shifts);
  const times = { from: '20:00', to: '08:00', days: ALL_DAYS };
  const shift = { key, id: `shift-${key + 1}`, zh: '', en: '', ...times, members: usersOf(draft) };
  return { ...draft, shifts: [...draft.shifts, shift] };
};

export const usersOf = ({ members }: DeskDraft): string[] => members.map(({ user }) => user.trim()).filter(Boolean);

/** The desk as the service takes it: who is no member any more is in no shift and nobody's substitute. */
export function deskOf(view: DeskView, draft: DeskDraft): Omit<Desk, 'id'> {
  const users = usersOf(draft);
  const { name, tier, enterprise, unit } = view;
  return {
    ...{ name, tier },
    ...(enterprise !== null && { enterprise }),
    ...(unit !== null && { unit }),
    ...(draft.phone.trim() !== '' && { phone: draft.phone.trim() }),
    ...(draft.channels.length > 0 && { channels: [...draft.channels] }),
    members: draft.members
      .filter(({ user }) => user.trim() !== '')
      .map(({ user, phone, substitute }) => ({
        user: user.trim(),
        ...(phone.trim() !== '' && { phone: phone.trim() }),
        ...(users.includes(substitute) && { substitute }),
      })),
    shifts: draft.shifts.map((shift) => shiftOf(shift, users)),
  };
}

function shiftOf({ id, zh, en, from, to, days, members }: ShiftDraft, users: readonly string[]): Shift {
  const always = ALL_DAYS.every((day) => days.includes(day));
  return {
    ...{ id: id.trim(), name: { zh: zh.trim(), en: en.trim() }, from, to },
    ...(!always && { days: ALL_DAYS.filter((day) => days.includes(day)) }),
    members: members.filter((member) => users.includes(member)),
  };
}
