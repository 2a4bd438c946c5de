import type { AlarmView } from '@cofferdam/domain';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Row } from '../alarms/alarms';
import type { Directory } from '../alarms/directory';
import { useWords } from '../page/preferences';
import { useSize } from '../page/use-size';
import { AlarmRow, rowId } from './alarm-row';
import { anchored, scrollTo, windowOf } from './window';

/** Height of a row in px, as `--row` has it. */
const ROW = 38;
/** The column heads stay in view above the rows. */
const HEAD = 32;
/** So long a new alarm draws the eye. */
const FRESH_MS = 6_000;
const COLUMNS = ['severity', 'outlet', 'factor', 'value', 'limit', 'ratio', 'lasting', 'occurrences', 'state'] as const;
const NUMBERS: readonly string[] = ['value', 'limit', 'ratio', 'lasting', 'occurrences'];

interface AlarmTableProps {
  readonly rows: readonly AlarmView[];
  readonly open: ReadonlyMap<string, Row>;
  readonly selected: string | null;
  readonly now: number;
  /** What is shown may not hold any more: values are greyed. */
  readonly doubtful: boolean;
  readonly directory: Directory;
  readonly onSelect: (id: string) => void;
  readonly onPointer: () => void;
  readonly onPointerGone: () => void;
}

/** Draws only the rows in view, so that ten thousand cost no more than forty. */
export function AlarmTable(props: AlarmTableProps) {
  const { rows, open, selected, now, directory, onSelect } = props;
  const words = useWords();
  const [scroller, { height }] = useSize<HTMLDivElement>();
  const [top, setTop] = useState(0);
  useAnchor(scroller, rows);
  useKeepInView(scroller, rows, selected);
  const part = windowOf(rows.length, ROW, top, Math.max(0, height - HEAD));
  const drawn = rows.slice(part.from, part.to);
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
        aria-rowcount={rows.length + 1}
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
          {drawn.map((alarm, at) => (
            <AlarmRow
              key={alarm.id}
              alarm={alarm}
              place={part.from + at + 1}
              selected={alarm.id === selected}
              fresh={isFresh(open.get(alarm.id), now)}
              now={now}
              directory={directory}
              onSelect={onSelect}
            />
          ))}
          <Spacer height={part.below} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  if (height === 0) return null;
  return (
    <tr aria-hidden="true" className="spacer" style={{ height }}>
      <td colSpan={COLUMNS.length} />
    </tr>
  );
}

const isFresh = (row: Row | undefined, now: number): boolean =>
  row !== undefined && row.arrivedAt !== null && now - row.arrivedAt < FRESH_MS;

/** When rows come or go above the view, the view keeps what it shows. */
function useAnchor(scroller: RefObject<HTMLDivElement | null>, rows: readonly AlarmView[]): void {
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
  rows: readonly AlarmView[],
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
