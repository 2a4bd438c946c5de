import { standing, GRAVEST_FIRST, needsAcknowledgement } from '../alarms/severity';
import type { AlarmsState } from '../alarms/alarms';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { SeverityMark } from '../table/severity-mark';

/** While no alarm is chosen: how many of each severity are open, and how many of them nobody has looked at. */
export function NothingChosen({ state, park }: { state: AlarmsState; park: string | null }) {
  const words = useWords();
  const told = (n: number): string => (state.phase === 'ready' ? whole(n) : '–');
  const alarms = [...state.open.values()]
    .map(({ alarm }) => alarm)
    .filter((alarm) => park === null || alarm.park === park);
  return (
    <section className="panel detail" aria-labelledby="detail-heading">
      <div className="panel-head">
        <h2 id="detail-heading">{words.detail.heading}</h2>
      </div>
      <div className="detail-body nothing">
        <ul className="tally">
          {GRAVEST_FIRST.map((severity) => {
            const these = alarms.filter((alarm) => alarm.severity === severity);
            const waiting = these.filter(needsAcknowledgement).length;
            return (
              <li key={severity} data-severity={severity} data-none={these.length === 0 || undefined}>
                <SeverityMark severity={severity} standing={waiting > 0 ? standing({ state: 'UNACK' }) : 'closed'} />
                <span>{words.severity[severity]}</span>
                <b>{told(these.length)}</b>
                <small>{words.table.unacknowledged(told(waiting))}</small>
              </li>
            );
          })}
        </ul>
        <p>{words.detail.none}</p>
        <p>{words.detail.noneHint}</p>
      </div>
    </section>
  );
}
