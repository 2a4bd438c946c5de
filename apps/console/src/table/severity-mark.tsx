import type { Severity } from '@cofferdam/domain';
import { NUMERAL, type Standing } from '../alarms/severity';
import { useWords } from '../page/preferences';

const SHAPE: Readonly<Record<Severity, string>> = {
  red: 'M11 2l9.5 17.5h-19z',
  orange: 'M11 1.5L20.5 11 11 20.5 1.5 11z',
  yellow: 'M2 2h18v18H2z',
  blue: 'M11 1.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19z',
};

/** Colour, shape and numeral say the severity; filled, outlined or dashed says what people did about it. */
export function SeverityMark({ severity, standing }: { severity: Severity; standing: Standing }) {
  const words = useWords();
  return (
    <span
      className="mark"
      data-severity={severity}
      data-standing={standing}
      role="img"
      aria-label={words.severity[severity]}
    >
      <svg viewBox="0 0 22 22" aria-hidden="true">
        <path d={SHAPE[severity]} />
      </svg>
      <span aria-hidden="true">{NUMERAL[severity]}</span>
    </span>
  );
}

/** The same shape inside another drawing, centred on the given point. */
export function SeverityShape({ severity, x, y, size }: { severity: Severity; x: number; y: number; size: number }) {
  const scale = size / 22;
  return (
    <path
      d={SHAPE[severity]}
      data-severity={severity}
      className="severity-shape"
      transform={`translate(${x - 11 * scale} ${y - 11 * scale}) scale(${scale})`}
    />
  );
}
