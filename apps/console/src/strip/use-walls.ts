import { useEffect, useState } from 'react';
import { wallReports, type WallReportView } from '../api/incidents';
import type { News } from '../feed/news';

type Reports = ReadonlyMap<string, WallReportView>;

/** What the park's walls last said, by wall; read again when one says something new. */
export function useWalls(park: string, news: News, snapshots: number): Reports {
  const [known, setKnown] = useState<{ readonly park: string; readonly reports: Reports } | null>(null);
  useEffect(() => {
    let over = false;
    const ask = (): void => {
      wallReports(park).then(
        (items) => !over && setKnown({ park, reports: new Map(items.map((report) => [report.wall, report])) }),
        () => undefined, // what is known stays; the connection says that the service is away
      );
    };
    ask();
    const end = news.subscribe((events) => {
      if (events.some(({ type, park: of }) => of === park && type === 'wall.reported')) ask();
    });
    return () => {
      over = true;
      end();
    };
  }, [park, news, snapshots]);
  return known?.park === park ? known.reports : NONE;
}

const NONE: Reports = new Map();
