import type {
  CorrectiveAction,
  Done,
  Drill,
  DrillState,
  Expected,
  IncidentView,
  Inject,
  Observation,
  Rating,
  Role,
  Scenario,
  Tier,
  Timeline,
} from '@cofferdam/domain';
import { exercise, inQuery } from '../timeline/timeline';
import { call, write } from './client';
import type { NotificationView } from './channels';
import type { Name, Page } from './shapes';

/** As the API writes what the records keep in epoch ms: ISO 8601. */
export type OnWire<T> = Omit<T, 'at' | 'drillAt' | 'clock'> & {
  readonly [K in keyof T & ('at' | 'drillAt' | 'clock')]: string;
};
export type DoneView = OnWire<Done>;

export interface ParticipantView {
  readonly user: string;
  readonly role: Role;
  readonly tier: Tier | null;
  readonly robot: boolean;
}

export interface DrillClockView {
  /** ISO 8601, of the drill's own clock. */
  readonly at: string;
  readonly startedAt: string;
  readonly running: boolean;
}

export interface PausedView extends DoneView {
  readonly why: 'person' | 'live-alarm';
  readonly liveAlarm: OnWire<NonNullable<NonNullable<Drill['paused']>['liveAlarm']>> | null;
}

export interface EndedView extends DoneView {
  readonly why: 'script' | 'person' | 'abort';
  readonly reason: string | null;
}

export type ObservationView = OnWire<Observation>;
export type DrillNoteView = OnWire<Drill['notes'][number]>;
export interface ActionView extends Omit<CorrectiveAction, 'opened' | 'closed'> {
  readonly opened: DoneView;
  readonly closed: (DoneView & { readonly note: string }) | null;
}

export interface DrillView {
  readonly id: string;
  readonly park: string;
  readonly title: Name;
  readonly type: Scenario['type'];
  readonly state: DrillState;
  readonly speed: number;
  readonly objectives: Scenario['objectives'];
  readonly participants: readonly ParticipantView[];
  readonly controllers: readonly string[];
  readonly evaluators: readonly string[];
  /** How many. */
  readonly injects: number;
  /** Seconds of drill time. */
  readonly duration: number;
  readonly clock: DrillClockView | null;
  readonly planned: DoneView;
  readonly approvals: readonly DoneView[];
  readonly armed: DoneView | null;
  readonly started: DoneView | null;
  readonly paused: PausedView | null;
  readonly ended: EndedView | null;
  readonly evaluated: DoneView | null;
  readonly reported: DoneView | null;
  readonly observations: readonly ObservationView[];
  readonly notes: readonly DrillNoteView[];
  readonly actions: readonly ActionView[];
  readonly generation: number;
  readonly version: number;
}

/** An expected action with what became of it so far, as the score has it. */
export interface ExpectedAnswer extends Expected {
  readonly outcome: Outcome;
  /** ms of drill time; null: not done. */
  readonly latency: number | null;
  /** Who did it; null where nobody has, or nobody in particular. */
  readonly by: string | null;
}

/** An inject of `GET /drills/{id}/script`: what the scenario leaves out is null. */
export interface InjectAnswer {
  readonly id: string;
  readonly title: Name | null;
  /** Seconds after the start; null: it waits for `when`. */
  readonly at: number | null;
  readonly when: Inject['when'] | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly payload: Inject['payload'];
  /** ISO 8601 of the drill's clock; null while it was not. */
  readonly carriedOutAt: string | null;
  readonly expected: readonly ExpectedAnswer[];
}

/** Within its target, after it, never, perhaps still to come; or its inject was never carried out. */
export type Outcome = 'met' | 'late' | 'missed' | 'waiting' | 'not-fired';

export type HardFailKind =
  | 'leak'
  | 'live-delayed'
  | 'tier-skipped'
  | 'actuator-reached'
  | 'top-tier-unanswered'
  | 'suppressed-taken-for-quiet'
  | 'left-active';

/** The score as it stands; `final` once the drill is over. */
export interface ScoreView {
  /** Of 100. */
  readonly total: number;
  readonly passMark: number;
  readonly passed: boolean;
  readonly final: boolean;
  readonly hardFails: readonly {
    readonly kind: HardFailKind;
    readonly evidence: readonly { readonly what: string }[];
  }[];
}

/** Something wrong with a scenario, and where in it. */
export interface ScenarioError {
  readonly at: string;
  readonly detail: string;
}

/** A line of a dry run. */
export interface PlannedView {
  /** ISO 8601 of the drill's clock; the end of the drill where nobody knows when its condition becomes true. */
  readonly at: string;
  /** In the service's own words. */
  readonly what: string;
  readonly kind: 'inject' | 'expected' | 'end';
  /** Id of the inject that it belongs to; null for the end of the drill. */
  readonly inject: string | null;
  /** What it waits for; null where it has a moment of its own. */
  readonly condition: string | null;
}

export interface CheckAnswer {
  readonly ok: boolean;
  readonly errors: readonly ScenarioError[];
  /** What would be done and when, as the service's dry run has it. */
  readonly plan: readonly PlannedView[];
}

const AT_MOST = 500;
const of = (id: string): string => `/drills/${encodeURIComponent(id)}`;

export const drills = (park: string | null): Promise<Page<DrillView>> =>
  call(`/drills?limit=100${park === null ? '' : `&park=${encodeURIComponent(park)}`}`);
export const drillsUnderWay = async (): Promise<readonly DrillView[]> =>
  (await call<Page<DrillView>>('/drills?underWay=true&limit=100')).items;

/** @throws ApiError 403 where they take no part in it and are not to look into it; 404 out of their scope */
export const drill = (id: string): Promise<DrillView> => call(of(id));

export const checkScenario = (scenario: unknown): Promise<CheckAnswer> => write('POST', '/drills/check', { scenario });
export const planDrill = (scenario: unknown, speed: number): Promise<{ readonly id: string }> =>
  write('POST', '/drills', { scenario, speed });

/** Acts on a drill as a whole, as the API names them. */
export type DrillActName =
  'approve' | 'arm' | 'start' | 'pause' | 'resume' | 'end' | 'abort' | 'note' | 'correct' | 'evaluate' | 'report';

export const actOnDrill = (id: string, act: DrillActName, body: object): Promise<unknown> =>
  write('POST', `${of(id)}/${act}`, body);

export interface ObservationBody {
  readonly inject?: string;
  readonly objective?: string;
  readonly rating: Rating;
  readonly note: string;
}
export const observe = (id: string, body: ObservationBody): Promise<unknown> =>
  write('POST', `${of(id)}/observations`, body);
export const openAction = (id: string, body: { text: string; owner: string; due: string }): Promise<unknown> =>
  write('POST', `${of(id)}/actions`, body);
export const closeAction = (id: string, action: string, note: string): Promise<unknown> =>
  write('POST', `${of(id)}/actions/${encodeURIComponent(action)}/close`, { note });

export const script = async (id: string): Promise<readonly InjectAnswer[]> =>
  (await call<Page<InjectAnswer>>(`${of(id)}/script`)).items;
export const score = (id: string): Promise<ScoreView> => call(`${of(id)}/score`);

/** Where the browser reads a report. */
export const reportUrls = (id: string) => {
  const at = `/api/v1${of(id)}/report`;
  return {
    zh: `${at}.html?language=zh-CN`,
    en: `${at}.html?language=en`,
    json: at,
    junit: `${at}.xml`,
  } as const;
};

/** Every incident of the drill, open or ended. */
export const incidentsOf = async (id: string): Promise<readonly IncidentView[]> =>
  (await call<Page<IncidentView>>(`/incidents?limit=${AT_MOST}${inQuery(exercise(id))}`)).items;

/** A message of the drill: to whom it went, or why it did not. */
export interface ToldView extends NotificationView {
  readonly incident: string | null;
}

/** Whom the drill told, and whom it did not reach, newest first. */
export const toldIn = async (timeline: Timeline): Promise<readonly ToldView[]> =>
  (await call<Page<ToldView>>(`/notifications?limit=${AT_MOST}${inQuery(timeline)}`)).items;
