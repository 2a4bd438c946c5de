import type { Figure, KpiId, Target } from '@cofferdam/domain';
import { call } from './client';
import type { Name, Page, Span } from './shapes';

/** A key figure as `GET /kpis` answers it. */
export interface KeyFigureView extends Figure {
  readonly id: KpiId;
  readonly park: string;
  readonly name: Name;
  readonly unit: string;
  readonly target: Target | null;
  readonly withinTarget: boolean | null;
  readonly indicative: boolean;
  readonly definition: { readonly formula: Name; readonly source: Name };
}

/** Alarms of a park by ten minutes. */
export interface CourseView {
  readonly park: string;
  readonly from: string;
  readonly stepSeconds: number;
  readonly counts: readonly number[];
  readonly floods: readonly (Span & { readonly peak: number })[];
}

export interface KpisAnswer extends Page<KeyFigureView> {
  readonly courses: readonly CourseView[];
}

/** Key figures of a park over some days until now. */
export function keyFigures(park: string, days: number, now: number): Promise<KpisAnswer> {
  const query = new URLSearchParams({
    park,
    from: new Date(now - days * 86_400_000).toISOString(),
    to: new Date(now).toISOString(),
  });
  return call(`/kpis?${query.toString()}`);
}
