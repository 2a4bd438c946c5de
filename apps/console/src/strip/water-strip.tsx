import type { Severity } from '@cofferdam/domain';
import type { Name, ParkView, WallView } from '../api/shapes';
import type { Row } from '../alarms/alarms';
import type { Directory } from '../alarms/directory';
import { GRAVEST_FIRST } from '../alarms/severity';
import { useWords } from '../page/preferences';
import { useSize } from '../page/use-size';
import { SeverityShape } from '../table/severity-mark';
import { type Course, courseOf, fitted, type Station } from './course';

const HEIGHT = 136;
const CHANNEL_Y = 70;
const RIVER_Y = 96;

interface WaterStripProps {
  readonly park: ParkView;
  readonly open: ReadonlyMap<string, Row>;
  readonly directory: Directory;
}

/** The water's way from the outlets to the river. No wall reports a state yet, so each is shown as not known. */
export function WaterStrip({ park, open, directory }: WaterStripProps) {
  const words = useWords();
  const [box, { width }] = useSize<HTMLDivElement>();
  const grave = gravestByOutlet(park.id, open);
  const river = park.river ? directory.name(park.river.name) : words.strip.river;
  const outlets = park.outlets;
  const troubled = outlets.filter(({ id }) => grave.has(id));
  return (
    <section className="strip" aria-labelledby="strip-heading">
      <div className="strip-head">
        <h2 id="strip-heading">
          {words.strip.heading} · {words.strip.toRiver(directory.name(park.name), river)}
        </h2>
        <span className="spring" />
        {park.walls.length > 0 && <span>{words.strip.unknownNote}</span>}
      </div>
      <ul className="unseen">
        {troubled.map(({ id, name }) => (
          <li key={id}>{words.strip.alarmAt(directory.name(name), words.severity[grave.get(id) ?? 'blue'])}</li>
        ))}
      </ul>
      <div ref={box} className="strip-box">
        {width > 0 && (
          <svg
            width={width}
            height={HEIGHT}
            role="img"
            aria-label={words.strip.summary(String(outlets.length), String(park.walls.length))}
          >
            <Drawing
              park={park}
              course={courseOf(park, width)}
              width={width}
              grave={grave}
              directory={directory}
              river={river}
            />
          </svg>
        )}
      </div>
    </section>
  );
}

interface DrawingProps {
  readonly park: ParkView;
  readonly course: Course;
  readonly width: number;
  readonly grave: ReadonlyMap<string, Severity>;
  readonly directory: Directory;
  readonly river: string;
}

function Drawing({ park, course, width, grave, directory, river }: DrawingProps) {
  const { mouth, stations, room } = course;
  const names = new Map<string, Name>([...park.outlets, ...park.walls].map(({ id, name }) => [id, name]));
  const label = (station: Station): string => {
    const name = names.get(station.id);
    return name ? directory.name(name) : station.id;
  };
  return (
    <>
      <path className="channel" d={`M12 ${CHANNEL_Y}H${mouth}`} />
      <path
        className="river"
        d={`M${mouth - 12} ${CHANNEL_Y}c34 0 30 ${RIVER_Y - CHANNEL_Y} 72 ${RIVER_Y - CHANNEL_Y}H${width - 12}`}
      />
      <path className="flow" d={`M${width - 46} ${RIVER_Y}h16m-6-5l6 5l-6 5`} />
      <text x={width - 14} y={RIVER_Y + 30} textAnchor="end">
        {river}
      </text>
      {stations.map((station) =>
        station.kind === 'wall' ? (
          <Wall
            key={station.id}
            station={station}
            label={label(station)}
            room={room.below}
            wall={wallOf(park, station.id)}
          />
        ) : (
          <Outlet
            key={station.id}
            station={station}
            label={label(station)}
            room={room.above}
            severity={grave.get(station.id)}
          />
        ),
      )}
    </>
  );
}

interface StationProps {
  readonly station: Station;
  readonly label: string;
  readonly room: number;
}

function Outlet({ station, label, room, severity }: StationProps & { severity: Severity | undefined }) {
  const words = useWords().strip;
  const { x, level, kind } = station;
  const water = kind === 'section' ? RIVER_Y : CHANNEL_Y;
  const y = water - (level === 0 ? 22 : 38);
  return (
    <g className="outlet" data-severity={severity}>
      <title>{severity === undefined ? words.calm(label) : label}</title>
      <path d={`M${x} ${y + 5}V${water - 4}`} />
      {severity === undefined ? (
        <circle cx={x} cy={y} r={4.5} />
      ) : (
        <SeverityShape severity={severity} x={x} y={y} size={15} />
      )}
      <text x={x} y={y - 11} textAnchor="middle">
        {fitted(label, room)}
      </text>
    </g>
  );
}

function Wall({ station, label, room, wall }: StationProps & { wall: WallView | undefined }) {
  const words = useWords().strip;
  const { x, level } = station;
  const y = CHANNEL_Y + (level === 0 ? 22 : 37);
  return (
    <g className="wall">
      <title>{`${label}: ${words.unknown}`}</title>
      {wall?.kind === 'pond' ? (
        <path d={`M${x} ${CHANNEL_Y + 6}V${y - 6}M${x - 7} ${y - 6}h14v11h-14z`} />
      ) : (
        <path d={`M${x} ${CHANNEL_Y - 12}V${y}M${x - 7} ${CHANNEL_Y - 12}h14`} />
      )}
      <text x={x} y={y + 17} textAnchor="middle">
        {fitted(label, room)} ?
      </text>
    </g>
  );
}

const wallOf = (park: ParkView, id: string): WallView | undefined => park.walls.find((wall) => wall.id === id);

/** The gravest active alarm at each outlet of the park. */
function gravestByOutlet(park: string, open: ReadonlyMap<string, Row>): Map<string, Severity> {
  const gravest = new Map<string, Severity>();
  for (const { alarm } of open.values()) {
    if (alarm.park !== park || alarm.outlet === null || !alarm.active) continue;
    const before = gravest.get(alarm.outlet);
    if (before === undefined || GRAVEST_FIRST.indexOf(alarm.severity) < GRAVEST_FIRST.indexOf(before)) {
      gravest.set(alarm.outlet, alarm.severity);
    }
  }
  return gravest;
}
