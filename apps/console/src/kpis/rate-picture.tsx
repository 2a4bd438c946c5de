import type { CourseView } from '../api/kpis';
import { whole } from '../language/figure';
import { dateTime } from '../language/time';
import { useWords } from '../page/preferences';
import { busiest, courseShape } from './course-shape';
import { Picture } from './picture';

const HEIGHT = 150;
const AXIS = 18;
const ROWS = 50;

/** New alarms by ten minutes over the window; floods are shaded. */
export function RatePicture({ course, zone }: { course: CourseView; zone: string }) {
  const { kpis: text } = useWords();
  const max = course.counts.reduce((most, count) => Math.max(most, count), 0);
  const ends = [0, course.counts.length * course.stepSeconds * 1000].map((ms) =>
    dateTime(Date.parse(course.from) + ms, zone).slice(0, 16),
  );
  const inFlood = (at: number): boolean =>
    course.floods.some(({ from, to }) => at >= Date.parse(from) && at < Date.parse(to));
  return (
    <Picture
      wide
      title={text.rate}
      summary={text.rateSummary(whole(max), whole(course.floods.length))}
      height={HEIGHT + AXIS}
      empty={course.counts.length === 0}
      table={{
        heads: [text.slot, text.alarms, text.flood],
        rows: busiest(course, ROWS).map(({ at, count }) => [
          ...[dateTime(at, zone).slice(0, 16), whole(count), inFlood(at) ? '✓' : '–'],
        ]),
      }}
    >
      {(width) => {
        const shape = courseShape(course, { width, height: HEIGHT - 16 });
        return (
          <>
            <g transform="translate(0 16)">
              {shape.floods.map(({ x, width: wide }) => (
                <rect key={x} x={x} width={wide} height={HEIGHT - 16} className="kpi-flood" />
              ))}
              <path d={shape.bars} className="kpi-course" />
              {shape.limitY !== null && <path d={`M0 ${shape.limitY}H${width}`} className="kpi-limit" />}
              <path d={`M0 ${HEIGHT - 16}H${width}`} className="kpi-axis" />
            </g>
            <text x={0} y={11}>
              {text.rateTop(whole(max))}
            </text>
            {shape.limitY !== null && (
              <text x={width} y={11} textAnchor="end" className="kpi-limit-text">
                {text.floodLimit}
              </text>
            )}
            <text x={0} y={HEIGHT + 14}>
              {ends[0]}
            </text>
            <text x={width} y={HEIGHT + 14} textAnchor="end">
              {ends[1]}
            </text>
          </>
        );
      }}
    </Picture>
  );
}
