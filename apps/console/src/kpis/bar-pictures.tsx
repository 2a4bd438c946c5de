import type { Trigger } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import type { KeyFigureView } from '../api/kpis';
import { figure, whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { type Bar, BAR_ROW, Bars } from './bars';
import { Picture } from './picture';

/** Monitors that are drawn; the table has them all. */
const DRAWN_MONITORS = 12;
/** Below it a monitor's bar is marked, %: as a mean needs so many of its values. */
const POOR = 75;

const most = (bars: readonly Bar[]): number => bars.reduce((greatest, { value }) => Math.max(greatest, value), 0);

/** Why tiers were added. */
export function TriggerPicture({ of }: { of: KeyFigureView }) {
  const { kpis: text } = useWords();
  const bars = of.groups.flatMap(({ by, values }): Bar[] => {
    const trigger = by['trigger'] as Trigger | undefined;
    const value = values['count'] ?? 0;
    return trigger === undefined ? [] : [{ label: `${trigger} ${text.triggers[trigger]}`, value, text: whole(value) }];
  });
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  return (
    <Picture
      title={text.escalations}
      summary={text.escalationsSummary(whole(total))}
      height={bars.length * BAR_ROW}
      empty={total === 0}
      table={{ heads: [text.trigger, text.times], rows: bars.map(({ label, text: count }) => [label, count]) }}
    >
      {(width) => <Bars bars={bars} width={width} most={most(bars)} />}
    </Picture>
  );
}

/** The ten most frequent alarms. */
export function TopTenPicture({ of, directory }: { of: KeyFigureView; directory: Directory }) {
  const { kpis: text, table } = useWords();
  const bars = of.groups.map(({ by, values }): Bar => {
    const [outlet, factor] = [by['subject'] ?? '', by['factor'] ?? null];
    const what =
      factor === null ? (by['rule'] ?? table.silence) : directory.factorAt({ park: of.park, outlet, factor });
    const value = values['count'] ?? 0;
    return { label: `${directory.outletAt({ park: of.park, outlet })} · ${what}`, value, text: whole(value) };
  });
  return (
    <Picture
      title={text.topTen}
      summary={text.topTenSummary(figure(of.value))}
      height={bars.length * BAR_ROW}
      empty={bars.length === 0}
      table={{
        heads: [text.alarm, text.times, text.share],
        rows: bars.map(({ label, text: count }, n) => [label, count, `${figure(of.groups[n]?.values['share'])} %`]),
      }}
    >
      {(width) => <Bars bars={bars} width={width} most={most(bars)} />}
    </Picture>
  );
}

/** The share of the values due that came and can be used, the poorest monitors first. */
export function AvailabilityPicture({ of, directory }: { of: KeyFigureView; directory: Directory }) {
  const { kpis: text } = useWords();
  const all = of.groups.map(({ by, values }): Bar => {
    const outlet = directory.outletAt({ park: of.park, outlet: by['outlet'] ?? '' });
    const value = values['share'] ?? 0;
    return { label: `${outlet} · ${by['monitor'] ?? ''}`, value, text: `${figure(value)} %`, poor: value < POOR };
  });
  const drawn = all.slice(0, DRAWN_MONITORS);
  const rest = all.length - drawn.length;
  return (
    <Picture
      title={text.availability}
      summary={text.availabilitySummary(figure(of.value), whole(all.length))}
      height={drawn.length * BAR_ROW + (rest > 0 ? 20 : 0)}
      empty={all.length === 0}
      table={{ heads: [text.monitor, text.share], rows: all.map(({ label, text: share }) => [label, share]) }}
    >
      {(width) => (
        <>
          <Bars bars={drawn} width={width} most={100} />
          {rest > 0 && (
            <text x={0} y={drawn.length * BAR_ROW + 14}>
              {text.more(whole(rest))}
            </text>
          )}
        </>
      )}
    </Picture>
  );
}
