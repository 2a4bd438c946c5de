import type { IncidentView } from '@cofferdam/domain';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Row } from '../alarms/alarms';
import type { Directory } from '../alarms/directory';
import { useWords } from '../page/preferences';
import { useSize } from '../page/use-size';
import { AlarmRow } from './alarm-row';
import { GroupRow } from './group-row';
import type { Line } from './lines';
import { rowId } from './row-id';
import { anchored, scrollTo, windowOf } from './window';

/** Height of a row in px, as `--row` has it. */
const ROW = 38;
/** The column heads stay in view above the rows. */
const HEAD = 32;
/** So long a new alarm draws the eye. */
const FRESH_MS = 6_000;
const COLUMNS = [
  ...(['severity', 'outlet', 'factor', 'value', 'limit', 'ratio', 'lasting', 'tiers', 'whose', 'next'] as const),
];
const NUMBERS: readonly string[] = ['value', 'limit', 'ratio', 'lasting', 'next'];

interface AlarmTableProps {
  readonly lines: readonly Line[];
  readonly open: ReadonlyMap<string, Row>;
  /** Known incidents by id. */
  readonly incidents: ReadonlyMap<string, IncidentView>;
  readonly selected: string | null;
  readonly now: number;
  /** What is shown may not hold any more: values are greyed. */
  readonly doubtful: boolean;
  readonly directory: Directory;
  readonly onSelect: (id: string) => void;
  /** Unfolds a row of many, or folds it. */
  readonly onToggle: (row: string) => void;
  readonly onMore: (row: string) => void;
  readonly onPointer: () => void;
  readonly onPointerGone: () => void;
}

/** Draws only the rows in view, so that ten thousand cost no more than forty. */
export function AlarmTable(props: AlarmTableProps) {
  const { lines, selected } = props;
  const words = useWords();
  const [scroller, { height }] = useSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  useAnchor(scroller, lines);
  useKeepInView(scroller, lines, selected);
  const part = windowOf(lines.length, ROW, top, Math.max(0, height - HEAD));
  const drawn = lines.slice(part.from, part.to);
  const selectedIsDrawn = drawn.some(({ id }) => id === selected);
  return (
    <div
      className="alarm-list"
      ref={scroller}
      data-doubtful={props.doubtful || undefined}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onPointerMove={props.onPointer}
      onPointerLeave={props.onPointerGone}
    >
      <table
        id="alarms"
        role="grid"
        tabIndex={0}
        aria-label={words.table.heading}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={selectedIsDrawn && selected !== null ? rowId(selected) : undefined}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={`c-${column}${NUMBERS.includes(column) ? ' number' : ''}`}>
                {column === 'severity' ? (
                  <span className="unseen">{words.table.columns.severity}</span>
                ) : (
                  words.table.columns[column]
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={part.above} />
          {drawn.map((line, at) => (
            <TableLine key={line.id} {...props} line={line} place={part.from + at + 1} />
          ))}
          <Spacer height={part.below} />
        </tbody>
      </table>
    </div>
  );
}

function TableLine(props: AlarmTableProps & { line: Line; place: number }) {
  const { line, place, open, incidents, now, directory, onSelect, onToggle, onMore } = props;
  const { overview: text } = useWords().incident;
  const shared = { place, now, directory, onSelect, selected: line.id === props.selected };
  switch (line.is) {
    case 'alarm':
      return (
        <AlarmRow
          {...shared}
          alarm={line.alarm}
          member={line.member}
          incident={line.alarm.incident === null ? undefined : incidents.get(line.alarm.incident)}
          fresh={isFresh(open.get(line.alarm.id), now)}
        />
      );
    case 'group':
      return <GroupRow {...shared} line={line} incidents={[...incidents.values()]} onToggle={onToggle} />;
    case 'more':
      return (
        <tr className="more" aria-rowindex={place + 1}>
          <td colSpan={2}>
            <button type="button" className="quiet" disabled={line.loading} onClick={() => onMore(line.row)}>
              {line.loading ? text.loading : text.moreMembers}
            </button>
          </td>
        </tr>
      );
  }
}

function Spacer({ height }: { height: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden="true" className="spacer" style={{ height }}>
      <td />
    </tr>
  );
}

const isFresh = (row: Row | undefined, now: number): boolean =>
  row !== undefined && row.arrivedAt !== null && now - row.arrivedAt < FRESH_MS;

/** When rows come or go above the view, the view keeps what it shows. */
function useAnchor(scroller: RefObject<HTMLDivElement | null>, rows: readonly Line[]): void {
  const before = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const after = rows.map(({ id }) => id);
    const element = scroller.current;
    if (element !== null) {
      const top = anchored(before.current, after, ROW, element.scrollTop);
      if (top !== element.scrollTop) element.scrollTop = top;
    }
    before.current = after;
  }, [rows, scroller]);
}

/** Only a new choice scrolls: news must not pull the view back to what was chosen long ago. */
function useKeepInView(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly Line[],
  selected: string | null,
): void {
  const latest = useRef(rows);
  useLayoutEffect(() => {
    latest.current = rows;
  }, [rows]);
  useEffect(() => {
    const element = scroller.current;
    const at = latest.current.findIndex(({ id }) => id === selected);
    if (element === null || at < 0) return;
    element.scrollTop = scrollTo(at, ROW, element.scrollTop, element.clientHeight - HEAD);
  }, [selected, scroller]);
}
