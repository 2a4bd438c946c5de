import type { Severity } from '@cofferdam/domain';
import type { Name, ParkView } from '../api/shapes';
import type { Row } from '../alarms/alarms';
import type { Directory } from '../alarms/directory';
import { GRAVEST_FIRST } from '../alarms/severity';
import type { News } from '../feed/news';
import { type IncidentsState, openOf } from '../incidents/incidents';
import { useWords } from '../page/preferences';
import { useSize } from '../page/use-size';
import { SeverityShape } from '../table/severity-mark';
import { type Course, courseOf, fitted, type Station } from './course';
import { useWalls } from './use-walls';
import { WallMark, wallText } from './wall-mark';
import { wallNow, type WallNow } from './wall-state';

const HEIGHT = 136;
const CHANNEL_Y = 70;
const RIVER_Y = 96;

interface WaterStripProps {
  readonly park: ParkView;
  readonly open: ReadonlyMap<string, Row>;
  readonly incidents: IncidentsState;
  readonly news: News;
  readonly snapshots: number;
  /** The service's clock, epoch ms. */
  readonly now: number;
  readonly directory: Directory;
}

/** The water's way from the outlets to the river, and the walls that can hold it back. */
export function WaterStrip({ park, open, incidents, news, snapshots, now, directory }: WaterStripProps) {
  const words = useWords();
  const [box, { width }] = useSize<HTMLDivElement>();
  const reports = useWalls(park.id, news, snapshots);
  const inPark = openOf(incidents, park.id);
  const walls = new Map(park.walls.map((wall) => [wall.id, wallNow(wall, reports.get(wall.id), inPark, now)]));
  const silent = [...walls.values()].some((wall) => wallText(wall, words.incident) === '?');
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
        {silent && <span>{words.incident.walls.note}</span>}
      </div>
      <ul className="unseen">
        {troubled.map(({ id, name }) => (
          <li key={id}>{words.strip.alarmAt(directory.name(name), words.severity[grave.get(id) ?? 'blue'])}</li>
        ))}
        {park.walls.map(({ id, name }) => {
          const is = walls.get(id);
          const said = is === undefined ? '?' : wallText(is, words.incident);
          const state = said === '?' ? words.incident.walls.unknown : said;
          return <li key={`wall ${id}`}>{words.incident.walls.said(directory.name(name), state)}</li>;
        })}
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
              walls={walls}
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
  readonly walls: ReadonlyMap<string, WallNow>;
  readonly directory: Directory;
  readonly river: string;
}

function Drawing({ park, course, width, grave, walls, directory, river }: DrawingProps) {
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
      {stations.map((station) => {
        if (station.kind !== 'wall') {
          const severity = grave.get(station.id);
          const own = { station, label: label(station), room: room.above, severity };
          return <Outlet key={station.id} {...own} />;
        }
        const [wall, is] = [park.walls.find(({ id }) => id === station.id), walls.get(station.id)];
        if (wall === undefined || is === undefined) return null;
        const own = { station, label: label(station), room: room.below, wall, is, water: CHANNEL_Y };
        return <WallMark key={station.id} {...own} />;
      })}
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
