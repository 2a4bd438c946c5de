import type { Severity } from '@cofferdam/domain';
import type { RefObject } from 'react';
import { type Filter, isNarrowed, NO_FILTER } from '../alarms/list';
import { GRAVEST_FIRST } from '../alarms/severity';
import { useWords } from '../page/preferences';
import { SeverityMark } from './severity-mark';

interface FilterBarProps {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly textField: RefObject<HTMLInputElement | null>;
}

export function FilterBar({ filter, onFilter, textField }: FilterBarProps) {
  const { table: text } = useWords();
  const toggle = (severity: Severity): void => {
    const chosen = filter.severities.includes(severity);
    const severities = chosen ? filter.severities.filter((s) => s !== severity) : [...filter.severities, severity];
    onFilter({ ...filter, severities });
  };
  const states = [
    { state: 'all', label: text.filterAll },
    { state: 'unacknowledged', label: text.filterUnacknowledged },
  ] as const;
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
        {states.map(({ state, label }) => (
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
