import type { Target } from '@cofferdam/domain';
import type { KeyFigureView } from '../api/kpis';
import { figure } from '../language/figure';
import { useSetting } from '../page/preferences';

const SIGN: Readonly<Record<Target['is'], string>> = { '<': '<', '<=': '≤', '>=': '≥' };

/** One key figure: its value, what is asked of it, and what stands beside it. */
export function Tile({ of }: { of: KeyFigureView }) {
  const { words, language } = useSetting();
  const { kpis: text } = words;
  const unit = unitOf(of.unit, text.units);
  const asked = of.target === null ? text.noTarget : text.target(`${SIGN[of.target.is]} ${of.target.value}${unit}`);
  const standing = of.withinTarget === null ? 'open' : of.withinTarget ? 'met' : 'missed';
  const beside = text.beside[of.id]?.((name) => figure(of.values[name]));
  return (
    <li className="kpi-tile" data-standing={standing}>
      <h2>
        <span className="kpi-id">{of.id}</span> {of.name[language]}
      </h2>
      <p className="kpi-value">
        {of.value === null ? (
          <span className="kpi-nothing">{text.nothing}</span>
        ) : (
          <>
            {figure(of.value)}
            <small>{unit}</small>
          </>
        )}
      </p>
      <p className="kpi-target">
        {standing === 'missed' && <strong>▲ {text.missed}</strong>}
        {standing === 'met' && <span>✓ {text.met}</span>}
        <span>{asked}</span>
        {of.indicative && <em>{text.indicative}</em>}
      </p>
      {of.value !== null && beside !== undefined && <p className="kpi-beside">{beside}</p>}
      <details>
        <summary>{text.definition}</summary>
        <p>
          {of.definition.formula[language]} <cite>({of.definition.source})</cite>
        </p>
      </details>
    </li>
  );
}

function unitOf(unit: string, words: { percent: string; seconds: string; perDay: string }): string {
  if (unit === '1') return '';
  const named: Readonly<Record<string, string>> = { '%': words.percent, s: words.seconds, '1/d': words.perDay };
  return ` ${named[unit] ?? unit}`;
}
