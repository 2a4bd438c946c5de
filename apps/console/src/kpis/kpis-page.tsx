import { useState } from 'react';
import type { KeyFigureView, KpisAnswer } from '../api/kpis';
import { whole } from '../language/figure';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { LiveModel } from '../page/use-live-page';
import type { RoomProps } from '../routing/room-props';
import { AckPicture } from './ack-picture';
import { AvailabilityPicture, TopTenPicture, TriggerPicture } from './bar-pictures';
import { RatePicture } from './rate-picture';
import { Tile } from './tile';
import { useKeyFigures } from './use-key-figures';

const WINDOWS = [
  ['day', 1],
  ['week', 7],
  ['month', 30],
  ['quarter', 90],
] as const;

/** How well a park's alarms, and the people behind them, did: figures against their targets, and what they are made of. */
export function KpisPage({ page }: RoomProps) {
  const { kpis: text } = useWords();
  const [days, setDays] = useState(1);
  const [chosen, choose] = useState<string | null>(null);
  const park = chosen ?? page.filter.park ?? page.parks[0]?.id ?? null;
  const { value, failed, again } = useKeyFigures(park, days, page.live.clockAhead);
  const tools = (
    <>
      <label className="kpi-park">
        {text.park}
        <select value={park ?? ''} onChange={(event) => choose(event.target.value)}>
          {page.parks.map(({ id }) => (
            <option key={id} value={id}>
              {page.directory.park(id)}
            </option>
          ))}
        </select>
      </label>
      <div className="switch" role="group" aria-label={text.window}>
        {WINDOWS.map(([name, length]) => (
          <button key={name} type="button" aria-pressed={length === days} onClick={() => setDays(length)}>
            {text.windows[name]}
          </button>
        ))}
      </div>
    </>
  );
  const count = text.count(value === null ? '–' : whole(value.items.length));
  return (
    <RoomFrame page={page} heading={text.heading} counts={count} tools={tools}>
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      {value !== null && <Figures answer={value} page={page} />}
    </RoomFrame>
  );
}

function Figures({ answer, page }: { answer: KpisAnswer; page: LiveModel }) {
  const { kpis: text } = useWords();
  const of = (id: string): KeyFigureView | undefined => answer.items.find((item) => item.id === id);
  const [course] = answer.courses;
  const { directory } = page;
  const [ack, triggers, ten, monitors] = [of('K12'), of('K14'), of('K8'), of('K24')];
  return (
    <>
      {answer.items.some(({ indicative }) => indicative) && <p className="room-hint">{text.indicativeNote}</p>}
      <ul className="kpi-tiles">
        {answer.items.map((item) => (
          <Tile key={item.id} of={item} />
        ))}
      </ul>
      <div className="kpi-pictures">
        {course && <RatePicture course={course} zone={directory.zone(course.park)} />}
        {ack && <AckPicture of={ack} />}
        {triggers && <TriggerPicture of={triggers} />}
        {ten && <TopTenPicture of={ten} directory={directory} />}
        {monitors && <AvailabilityPicture of={monitors} directory={directory} />}
      </div>
    </>
  );
}
