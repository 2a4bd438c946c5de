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
  const { live, held, counts } = page;
  const told = (n: number): string => (live.state.phase === 'ready' ? whole(n) : '–');
  const { table: text } = useWords();
  return (
    <>
      <div className="panel-head">
        <h1>{text.heading}</h1>
        <span className="counts" role="status">
          <em>{text.active(told(counts.active))}</em> <em>{text.unacknowledged(told(counts.unacknowledged))}</em>
        </span>
        <span className="counts">
          {text.shown(told(held.rows.length))} · {text.dropped(whole(live.state.dropped))}
        </span>
        <span className="spring" />
        <FilterBar filter={page.filter} onFilter={page.setFilter} textField={page.fields.textField} />
      </div>
      {held.moved && <Waiting page={page} />}
      {held.rows.length > 0 ? (
        <AlarmTable
          rows={held.rows}
          open={live.state.open}
          selected={page.selected}
          now={page.known}
          doubtful={page.level !== 'live'}
          directory={page.directory}
          onSelect={page.select}
          onPointer={held.touch}
          onPointerGone={held.release}
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

/** The list holds still under the pointer: what that keeps from view is said. */
function Waiting({ page: { held } }: { page: LiveModel }) {
  const { table: text } = useWords();
  const [gravest] = held.waiting;
  return (
    <div className="waiting">
      {gravest && <SeverityMark severity={gravest.severity} standing={standing(gravest)} />}
      {held.waiting.length > 0 ? text.waiting(whole(held.waiting.length)) : text.reordered}
      <button type="button" className="quiet" onClick={held.release}>
        {text.showNow}
      </button>
    </div>
  );
}
