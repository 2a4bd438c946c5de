import { standing } from '../alarms/severity';
import { whole } from '../language/figure';
import { AlarmTable } from '../table/alarm-table';
import { FilterBar } from '../table/filter-bar';
import { SeverityMark } from '../table/severity-mark';
import { EmptyList } from './empty-list';
import { useWords } from './preferences';
import type { LiveModel } from './use-live-page';

/** The open alarms, their exact counts and their filter. */
export function AlarmsSection({ page }: { page: LiveModel }) {
  const { live, held, counts, lines } = page;
  const told = (n: number): string => (live.state.phase === 'ready' ? whole(n) : '–');
  const { table: text } = useWords();
  return (
    <>
      <div className="panel-head">
        <h1 tabIndex={-1}>{text.heading}</h1>
        <span className="counts" role="status">
          <em>{text.active(told(counts.active))}</em> <em>{text.unacknowledged(told(counts.unacknowledged))}</em>
        </span>
        <span className="counts">
          {text.shown(told(lines.filter(({ is }) => is !== 'more').length))} · {text.dropped(whole(live.state.dropped))}
        </span>
        <span className="spring" />
        {page.many && <ModeSwitch page={page} />}
        <FilterBar filter={page.filter} counts={counts} onFilter={page.setFilter} textField={page.fields.textField} />
      </div>
      {held.moved && <Waiting page={page} />}
      {lines.length > 0 ? (
        <AlarmTable
          lines={lines}
          open={live.state.open}
          incidents={live.incidents.known}
          selected={page.selected}
          now={page.known}
          doubtful={page.level !== 'live'}
          directory={page.directory}
          onSelect={page.select}
          onToggle={page.overview.toggle}
          onMore={page.overview.more}
          onPointer={page.pointer.touch}
          onPointerGone={page.pointer.release}
        />
      ) : (
        <EmptyList
          state={live.state}
          failure={live.failure}
          counts={counts}
          monitoring={{ monitors: page.monitors, openedAt: page.openedAt, zone: page.zone }}
          now={page.now}
          onRetry={live.retry}
        />
      )}
    </>
  );
}

/** The roll-up, or every single row of it. */
function ModeSwitch({ page }: { page: LiveModel }) {
  const { overview: text } = useWords().incident;
  return (
    <>
      {page.overview.failed && !page.everyRow && <span role="status">{text.failed}</span>}
      <div className="switch" role="group" aria-label={text.mode}>
        {([false, true] as const).map((every) => (
          <button
            key={String(every)}
            type="button"
            aria-pressed={page.everyRow === every}
            onClick={() => page.showEveryRow(every)}
          >
            {every ? text.allRows : text.rollUp}
          </button>
        ))}
      </div>
    </>
  );
}

/** The list holds still under the pointer: what that keeps from view is said. */
function Waiting({ page: { held, pointer } }: { page: LiveModel }) {
  const { table: text } = useWords();
  const [gravest] = held.waiting;
  return (
    <div className="waiting">
      {gravest && <SeverityMark severity={gravest.severity} standing={standing(gravest)} />}
      {held.waiting.length > 0 ? text.waiting(whole(held.waiting.length)) : text.reordered}
      <button type="button" className="quiet" onClick={pointer.release}>
        {text.showNow}
      </button>
    </div>
  );
}
