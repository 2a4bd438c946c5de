import type { Target } from '@cofferdam/domain';
import type { KeyFigureView } from '../api/kpis';
import { figure } from '../language/figure';
import { useSetting, useWords } from '../page/preferences';

const SIGN: Readonly<Record<Target['is'], string>> = { '<': '<', '<=': '≤', '>=': '≥' };

/** One key figure: its value, what is asked of it, and what stands beside it. */
export function Tile({ of }: { of: KeyFigureView }) {
  const { words, language } = useSetting();
  const { kpis: text } = words;
  const unit = unitOf(of.unit, text.units);
  const beside = text.beside[of.id].replaceAll(/\{(\w+)\}/g, (_, name: string) => figure(of.values[name]));
  return (
    <li className="kpi-tile" data-standing={standingOf(of)}>
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
      <Asked of={of} />
      {of.value !== null && <p className="kpi-beside">{beside}</p>}
      <details>
        <summary>{text.definition}</summary>
        <p>
          {of.definition.formula[language]} <cite>({of.definition.source[language]})</cite>
        </p>
      </details>
    </li>
  );
}

type Standing = 'open' | 'met' | 'missed';

const standingOf = ({ withinTarget }: KeyFigureView): Standing =>
  withinTarget === null ? 'open' : withinTarget ? 'met' : 'missed';

/** The target, and whether it is met: in words, so that no colour has to say it. */
function Asked({ of }: { of: KeyFigureView }) {
  const { kpis: text } = useWords();
  const { target, unit, indicative } = of;
  const standing = standingOf(of);
  const asked =
    target === null ? text.noTarget : text.target(`${SIGN[target.is]} ${target.value}${unitOf(unit, text.units)}`);
  return (
    <p className="kpi-target">
      {standing === 'missed' && <strong>▲ {text.missed}</strong>}
      {standing === 'met' && <span>✓ {text.met}</span>}
      <span>{asked}</span>
      {indicative && <em>{text.indicative}</em>}
    </p>
  );
}

function unitOf(unit: string, words: { seconds: string; perDay: string }): string {
  if (unit === '1') return '';
  const named: Readonly<Record<string, string>> = { s: words.seconds, '1/d': words.perDay };
  return ` ${named[unit] ?? unit}`;
}
