import type { ChannelView } from '../api/channels';
import { Labelled } from '../page/field';
import { useSetting, useWords } from '../page/preferences';
import { MOST_POINTS, moved, type PointDraft, replaced, without, withPoint } from './contact-draft';

interface ContactPointsProps {
  readonly draft: readonly PointDraft[];
  /** Those that the person can be told over. */
  readonly channels: readonly ChannelView[];
  readonly onDraft: (draft: readonly PointDraft[]) => void;
}

/** Where a person is reached, in their order: added, moved and taken away. */
export function ContactPoints({ draft, channels, onDraft }: ContactPointsProps) {
  const { contact: text } = useWords();
  const [first] = channels;
  return (
    <>
      {draft.length === 0 && <p className="ask-note">{first === undefined ? text.noChannel : text.none}</p>}
      {draft.map((row, at) => (
        <Point key={row.key} row={row} at={at} draft={draft} channels={channels} onDraft={onDraft} />
      ))}
      {first !== undefined && draft.length < MOST_POINTS && (
        <button type="button" className="button small" onClick={() => onDraft(withPoint(draft, first.id))}>
          {text.add}
        </button>
      )}
    </>
  );
}

function Point({ row, at, draft, channels, onDraft }: ContactPointsProps & { row: PointDraft; at: number }) {
  const { contact: text } = useWords();
  const { language } = useSetting();
  const label = text.point(String(at + 1));
  const known = channels.some(({ id }) => id === row.channel);
  return (
    <fieldset className="edit-row contact-point">
      <legend>{label}</legend>
      <Labelled label={text.channel}>
        <select
          value={row.channel}
          onChange={(event) => onDraft(replaced(draft, { ...row, channel: event.target.value }))}
        >
          {!known && <option value={row.channel}>{row.channel}</option>}
          {channels.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[language]}
            </option>
          ))}
        </select>
      </Labelled>
      <Labelled label={text.address}>
        <input
          required
          maxLength={2_000}
          value={row.to}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onDraft(replaced(draft, { ...row, to: event.target.value }))}
        />
      </Labelled>
      <div className="contact-acts">
        <button
          type="button"
          className="quiet"
          aria-label={text.up(label)}
          aria-disabled={at === 0}
          onClick={() => onDraft(moved(draft, row, -1))}
        >
          ↑
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={text.down(label)}
          aria-disabled={at === draft.length - 1}
          onClick={() => onDraft(moved(draft, row, 1))}
        >
          ↓
        </button>
        <button type="button" className="quiet" onClick={() => onDraft(without(draft, row))}>
          {text.remove(label)}
        </button>
      </div>
    </fieldset>
  );
}
