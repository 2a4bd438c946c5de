import { useState } from 'react';
import type { ChannelView } from '../api/channels';
import { type DeskView, putDesk } from '../api/people';
import { ActDialog } from '../page/act-dialog';
import { Labelled } from '../page/field';
import { useSetting, useWords } from '../page/preferences';
import {
  ALL_DAYS,
  CLOCK,
  type DeskDraft,
  deskOf,
  draftOf,
  ID,
  type MemberDraft,
  PHONE,
  type ShiftDraft,
  usersOf,
  withMember,
  withShift,
} from './draft';

interface DeskEditorProps {
  readonly desk: DeskView;
  readonly name: string;
  readonly zone: string;
  /** Every channel that there is. */
  readonly channels: readonly ChannelView[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** A desk's line, members and shifts. It holds until the park file says something new of the desk. */
export function DeskEditor({ desk, name, zone, channels, onDone, onClose }: DeskEditorProps) {
  const { deskEdit: text } = useWords();
  const [draft, setDraft] = useState(() => draftOf(desk));
  return (
    <ActDialog
      wide
      heading={text.heading(name)}
      submit={text.save}
      zone={zone}
      onSubmit={() => putDesk(desk, deskOf(desk, draft))}
      onDone={onDone}
      onClose={onClose}
    >
      <Labelled label={text.phone}>
        <input
          value={draft.phone}
          pattern={PHONE}
          onChange={(event) => setDraft({ ...draft, phone: event.target.value })}
        />
      </Labelled>
      <Robots desk={desk} channels={channels} draft={draft} onDraft={setDraft} />
      {draft.members.map((member, at) => (
        <Member key={member.key} member={member} place={at + 1} draft={draft} onDraft={setDraft} />
      ))}
      <button type="button" className="button small" onClick={() => setDraft(withMember(draft))}>
        {text.addMember}
      </button>
      {draft.shifts.map((shift, at) => (
        <ShiftFields key={shift.key} shift={shift} place={at + 1} draft={draft} onDraft={setDraft} />
      ))}
      <button type="button" className="button small" onClick={() => setDraft(withShift(draft))}>
        {text.addShift}
      </button>
    </ActDialog>
  );
}

type RobotsProps = Pick<DeskEditorProps, 'desk' | 'channels'> & Omit<RowProps, 'place'>;

/** Robots of the park's groups; one that is not set up any more can only be taken away. */
function Robots({ desk: { park }, channels, draft, onDraft }: RobotsProps) {
  const { language, words } = useSetting();
  const { deskRobots: text } = words;
  const robots = channels.filter((one) => one.collective && (one.park === null || one.park === park));
  const ids = robots.map(({ id }) => id);
  const all = [...ids, ...draft.channels.filter((id) => !ids.includes(id))];
  if (all.length === 0) return <p className="ask-note">{text.none}</p>;
  return (
    <Choices
      label={text.label}
      all={all}
      chosen={draft.channels}
      named={(id) => robots.find((one) => one.id === id)?.name[language] ?? text.unknown(id)}
      onChosen={(chosen) => onDraft({ ...draft, channels: chosen })}
    />
  );
}

interface RowProps {
  readonly place: number;
  readonly draft: DeskDraft;
  readonly onDraft: (draft: DeskDraft) => void;
}

const replaced = <R extends { readonly key: number }>(rows: readonly R[], row: R): R[] =>
  rows.map((each) => (each.key === row.key ? row : each));
const without = <R extends { readonly key: number }>(rows: readonly R[], { key }: R): R[] =>
  rows.filter((each) => each.key !== key);

function Member({ member, place, draft, onDraft }: RowProps & { readonly member: MemberDraft }) {
  const { deskEdit: text } = useWords();
  const set = (change: Partial<MemberDraft>): void =>
    onDraft({ ...draft, members: replaced(draft.members, { ...member, ...change }) });
  const label = text.member(String(place));
  return (
    <fieldset className="edit-row">
      <legend>{label}</legend>
      <Labelled label={text.user}>
        <input required maxLength={64} value={member.user} onChange={(event) => set({ user: event.target.value })} />
      </Labelled>
      <Labelled label={text.phone}>
        <input pattern={PHONE} value={member.phone} onChange={(event) => set({ phone: event.target.value })} />
      </Labelled>
      <Labelled label={text.substitute}>
        <select value={member.substitute} onChange={(event) => set({ substitute: event.target.value })}>
          <option value="">–</option>
          {usersOf(draft)
            .filter((user) => user !== member.user.trim())
            .map((user) => (
              <option key={user}>{user}</option>
            ))}
        </select>
      </Labelled>
      <button
        type="button"
        className="quiet"
        onClick={() => onDraft({ ...draft, members: without(draft.members, member) })}
      >
        {text.remove(label)}
      </button>
    </fieldset>
  );
}

function ShiftFields({ shift, place, draft, onDraft }: RowProps & { readonly shift: ShiftDraft }) {
  const { deskEdit: text, desks } = useWords();
  const set = (change: Partial<ShiftDraft>): void =>
    onDraft({ ...draft, shifts: replaced(draft.shifts, { ...shift, ...change }) });
  const label = text.shift(String(place));
  const texts = [
    ['id', text.shiftId, ID],
    ['zh', text.nameZh, undefined],
    ['en', text.nameEn, undefined],
    ['from', text.from, CLOCK],
    ['to', text.to, CLOCK],
  ] as const;
  return (
    <fieldset className="edit-row">
      <legend>{label}</legend>
      {texts.map(([field, named, pattern]) => (
        <Labelled key={field} label={named}>
          <input
            required
            maxLength={60}
            pattern={pattern}
            value={shift[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </Labelled>
      ))}
      <Choices
        label={text.onDays}
        all={ALL_DAYS}
        chosen={shift.days}
        named={(day) => desks.days[day - 1] ?? ''}
        onChosen={(days) => set({ days })}
      />
      <Choices
        label={text.members}
        all={usersOf(draft)}
        chosen={shift.members}
        named={(user) => user}
        onChosen={(members) => set({ members })}
      />
      <button
        type="button"
        className="quiet"
        onClick={() => onDraft({ ...draft, shifts: without(draft.shifts, shift) })}
      >
        {text.remove(label)}
      </button>
    </fieldset>
  );
}

interface ChoicesProps<T extends string | number> {
  readonly label: string;
  readonly all: readonly T[];
  readonly chosen: readonly T[];
  readonly named: (one: T) => string;
  readonly onChosen: (chosen: readonly T[]) => void;
}

/** Several of a few. */
function Choices<T extends string | number>({ label, all, chosen, named, onChosen }: ChoicesProps<T>) {
  return (
    <div className="choices" role="group" aria-label={label}>
      <span>{label}</span>
      {all.map((one) => (
        <label key={one} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={({ target }) =>
              onChosen(target.checked ? [...chosen, one] : chosen.filter((each) => each !== one))
            }
          />
          {named(one)}
        </label>
      ))}
    </div>
  );
}
