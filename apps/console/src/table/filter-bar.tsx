import type { Severity } from '@cofferdam/domain';
import type { RefObject } from 'react';
import { type Counts, type Filter, isNarrowed, NO_FILTER, type StateFilter } from '../alarms/list';
import { GRAVEST_FIRST } from '../alarms/severity';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { SeverityMark } from './severity-mark';

interface FilterBarProps {
  readonly filter: Filter;
  readonly counts: Counts;
  readonly onFilter: (filter: Filter) => void;
  readonly textField: RefObject<HTMLInputElement | null>;
}

export function FilterBar({ filter, counts, onFilter, textField }: FilterBarProps) {
  const { table: text } = useWords();
  const toggle = (severity: Severity): void => {
    const chosen = filter.severities.includes(severity);
    const severities = chosen ? filter.severities.filter((s) => s !== severity) : [...filter.severities, severity];
    onFilter({ ...filter, severities });
  };
  const states: readonly { state: StateFilter; label: string; shown: boolean }[] = [
    { state: 'all', label: text.filterAll, shown: true },
    { state: 'unacknowledged', label: text.filterUnacknowledged, shown: true },
    { state: 'shelved', label: text.filterShelved(whole(counts.shelved)), shown: true },
    { state: 'out-of-service', label: text.filterOutOfService(whole(counts.outOfService)), shown: true },
    { state: 'suppressed', label: text.filterSuppressed(whole(counts.suppressed)), shown: counts.suppressed > 0 },
  ];
  return (
    <div className="filter-bar">
      {isNarrowed(filter) && (
        <button type="button" className="quiet" onClick={() => onFilter({ ...NO_FILTER, park: filter.park })}>
          {text.clearFilter}
        </button>
      )}
      <div className="switch marks" role="group" aria-label={text.filterSeverity}>
        {GRAVEST_FIRST.map((severity) => (
          <button
            key={severity}
            type="button"
            aria-pressed={filter.severities.includes(severity)}
            onClick={() => toggle(severity)}
          >
            <SeverityMark severity={severity} standing="closed" />
          </button>
        ))}
      </div>
      <div className="switch" role="group" aria-label={text.filterState}>
        {states
          .filter(({ state, shown }) => shown || filter.state === state)
          .map(({ state, label }) => (
            <button
              key={state}
              type="button"
              aria-pressed={filter.state === state}
              onClick={() => onFilter({ ...filter, state })}
            >
              {label}
            </button>
          ))}
      </div>
      <input
        ref={textField}
        type="search"
        value={filter.text}
        aria-label={text.filterText}
        placeholder={text.filterText}
        aria-keyshortcuts="f"
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
      />
    </div>
  );
}
