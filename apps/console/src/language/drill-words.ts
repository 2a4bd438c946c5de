import type { DrillState, ExpectedAction, InjectPayload, Rating, Scenario } from '@cofferdam/domain';
import type { DrillActName, HardFailKind, Outcome } from '../api/drills';
import type { LaneEntry } from '../drills/lanes';
import type { Standing } from '../drills/script';

/** The words of the room of drills. */
export interface DrillWords {
  heading: string;
  hint: string;
  count(n: string): string;
  none: string;
  notAllowed: string;
  unknown: string;
  toList: string;
  toView: string;
  state: Record<DrillState, string>;
  type: Record<Scenario['type'], string>;
  plannedBy(who: string, at: string): string;
  endedBy: { script: string; person(who: string): string; abort(who: string): string };
  score(points: string): string;
  scoreHeading: string;
  passed: string;
  failed: string;
  hardFail(what: string): string;
  hardFails: Record<HardFailKind, string>;
  passMark(points: string): string;
  plan: PlanWords;
  head: HeadWords;
  act: Record<DrillActName, string>;
  dialog: Record<DrillActName, { note: string; submit: string }>;
  typeId(id: string): string;
  reason: string;
  text: string;
  correctionText: string;
  told: Record<DrillActName, string>;
  approvals(n: string): string;
  approvedBy(who: string, at: string): string;
  paused: string;
  liveAlarm(severity: string, at: string): string;
  liveAlarmTodo: string;
  toLive: string;
  report: { heading: string; zh: string; en: string; json: string; junit: string };
  script: ScriptWords;
  lanes: LaneWords;
  record: RecordWords;
  view: ViewWords;
}

export interface PlanWords {
  open: string;
  heading: string;
  note: string;
  file: string;
  text: string;
  speed: string;
  speedNote: string;
  check: string;
  submit: string;
  notJson(why: string): string;
  notJsonAt(line: string): string;
  noScenario: string;
  errors(n: string): string;
  wrongAt(place: string): string;
  whole: string;
  dryRun(n: string): string;
  theEnd: string;
  expects(what: string): string;
  dryRunNote: string;
  checkFirst: string;
}

export interface HeadWords {
  drillTime: string;
  wallTime: string;
  gone(of: string, length: string): string;
  notStarted: string;
  running: string;
  standing: string;
  ended: string;
  speed(times: string): string;
  realTime: string;
  injects(n: string): string;
  objectives: string;
  participants: string;
  people(n: string): string;
  controllers: string;
  evaluators: string;
  nobody: string;
  robot: string;
  person: string;
  user: string;
  role: string;
  tier: string;
  played: string;
  acts: string;
}

export interface ScriptWords {
  heading: string;
  none: string;
  kind: Record<InjectPayload['kind'], string>;
  standing: Record<Standing, string>;
  at(offset: string): string;
  doneAt(at: string): string;
  when: {
    incident: Record<'opened' | 'acknowledged' | 'contained' | 'suspended' | 'judged-false' | 'closed', string>;
    tier(tier: string): string;
    after(span: string): string;
  };
  monitorSilent(id: string): string;
  channelDown(id: string): string;
  personAway(who: string): string;
  online: string;
  offline: string;
  wall: Record<'open' | 'closed' | 'moving' | 'unknown', string>;
  shape: Record<'step' | 'ramp' | 'pulse' | 'series' | 'noise', string>;
  fromTo(from: string, to: string): string;
  expected: string;
  action: Record<ExpectedAction, string>;
  within(span: string): string;
  measured(span: string): string;
  outcome: Record<Outcome, string>;
  notFired(n: string): string;
  tally(within: string, late: string, missed: string, waiting: string): string;
}

export interface LaneWords {
  heading: string;
  people(names: string): string;
  nothing: string;
  entry: Record<LaneEntry['what'], string>;
  refused: string;
  unreached: string;
  nobodyRefused: string;
  nobodyTold: string;
  nobodyUnreached: string;
  fault: Record<'throttled' | 'unreachable' | 'refused' | 'gone' | 'malformed' | 'not-a-participant', string>;
  live: string;
}

export interface RecordWords {
  notes: string;
  noNotes: string;
  observations: string;
  noObservations: string;
  observe: string;
  rating: string;
  ratings: Record<Rating, string>;
  inject: string;
  objective: string;
  none: string;
  note: string;
  actions: string;
  noActions: string;
  openAction: string;
  action: string;
  owner: string;
  due: string;
  dueOn(day: string): string;
  close: string;
  closeNote: string;
  closedBy(who: string, at: string): string;
  overdue: string;
}

export interface ViewWords {
  badge(n: string): string;
  toView(n: string): string;
  nav: string;
  alarms: string;
  approvals: string;
  desk: string;
  leave: string;
  frame: string;
  notRunning: string;
  spoken: (place: string, factor: string) => string;
  missing: string;
}
