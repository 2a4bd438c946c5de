import {
  type Alarm,
  type Approval,
  attach,
  blind,
  clockAt,
  type Condition,
  conditionKey,
  deadlineName,
  DEFAULT_POLICY,
  type Drill,
  drillTimeline,
  dryRun,
  existingTiers,
  gravity,
  type Incident,
  type IncidentAct,
  type IncidentChange,
  incidentFor,
  injectsDue,
  isActive,
  type Known,
  type LogMessage,
  merge,
  type Message,
  missed,
  nextDeadlines,
  openIncident,
  type Park,
  perform,
  planDrill,
  recipients,
  type RobotDeed,
  robotDeeds,
  samplesBetween,
  type Scenario,
  ShardJudge,
  sourceOf,
  type User,
} from '@cofferdam/domain';

const [HOUR, MINUTE] = [60, 1];

type Act = Exclude<RobotDeed['act'], { act: 'confirm' }>;
const isConfirmation = (act: RobotDeed['act']): act is Extract<RobotDeed['act'], { act: 'confirm' }> =>
  act.act === 'confirm';

/**
 * Plays a scenario with the decisions of the domain alone: samples are judged by the park's rules, alarms become
 * incidents, deadlines fire, desks are told by their roster and robots act. No service, no clock, nothing random.
 */
export class PlayedScenario {
  readonly incidents = new Map<string, Incident>();
  readonly refused: string[] = [];
  readonly missed: string[] = [];
  readonly deeds: RobotDeed[] = [];
  readonly start: number;
  drill: Drill;

  private readonly judge = new ShardJudge();
  private entries = 0;
  private readonly alarms = new Map<string, Known>();
  private readonly approvals = new Map<string, Approval>();
  private readonly told: { user: string; incident: string; at: number }[] = [];
  private readonly done = new Set<string>();
  private readonly fired = new Set<string>();

  constructor(
    readonly scenario: Scenario,
    private readonly park: Park,
    /** ms of drill time. */
    private readonly longest: number,
  ) {
    const [hours = 0, minutes = 0] = (scenario.startsAt ?? '09:00').split(':').map(Number);
    this.start = clockAt('2026-11-24', hours * HOUR + minutes * MINUTE, park.timezone);
    const actor = { username: 'director-desk', role: 'director', parks: ['demo'] } as const;
    const { drill } = planDrill({ id: 'd', scenario, speed: 60 }, { actor, now: 0, drillAt: null });
    const started = { by: 'director-desk', at: 0, ruleVersion: 1, policyVersion: 1, clock: this.start };
    this.drill = { ...drill, state: 'running', started };
    const shadow = new Map(scenario.monitors.map(({ monitor, interval }) => [monitor, interval]));
    const outlets = park.outlets.map((outlet) => ({
      ...outlet,
      monitors: outlet.monitors.map((one) => ({ ...one, interval: shadow.get(one.id) ?? one.interval })),
    }));
    this.log(this.start, {
      ...this.timeline,
      kind: 'register',
      park: park.id,
      version: 1,
      document: { ...park, outlets },
    });
  }

  /** From the start to the end of the script. */
  play(): this {
    const end = dryRun(this.scenario, this.start).find(({ kind }) => kind === 'end')?.at ?? this.start;
    for (let now = this.start; now < end;) now = this.step(now, end);
    return this;
  }

  private get timeline() {
    return drillTimeline(this.drill);
  }

  private step(from: number, end: number): number {
    const due = [...this.incidents.values()].flatMap((one) => this.pending(one)).map(({ dueAt }) => dueAt);
    const now = Math.min(from + this.longest, end, ...due.filter((at) => at > from));
    const { injected } = this.drill;
    this.drill = { ...this.drill, injected: [...injected, ...injectsDue(this.drill, { incidents: [...this.incidents.values()] }, now)] }; // prettier-ignore
    for (const { outlet, monitor, at, values } of samplesBetween(
      this.scenario,
      this.drill.injected,
      from,
      now,
      this.start,
    )) {
      const full = Object.fromEntries(Object.entries(values).map(([factor, value]) => [factor, { value, flag: 'N' }]));
      this.log(now, {
        ...{ ...this.timeline, kind: 'sample', park: this.park.id, outlet, monitor, at, period: 'realtime' },
        ...{ values: full, receivedAt: at },
      });
    }
    this.log(now, { kind: 'tick', at: now, heard: true, timeline: this.timeline });
    this.fire(now);
    this.act(now);
    return now;
  }

  private log(now: number, message: LogMessage): void {
    this.entries += 1;
    for (const said of this.judge.apply(`${this.start}-${this.entries}`, [message])) {
      if (said.kind === 'condition') this.apply(said, now);
    }
  }

  private apply(said: Condition, now: number): void {
    const key = conditionKey(said.key);
    const before = this.alarms.get(key) ?? { alarm: null, occurrences: new Map<number, never>() };
    const { known } = merge(before, said, now, (episode) => `${key}#${episode}`);
    const { alarm } = known;
    this.alarms.set(key, known);
    if (alarm === null || !isActive(alarm)) return;
    const news = before.alarm === null || !isActive(before.alarm) || gravity(alarm.severity) > gravity(before.alarm.severity); // prettier-ignore
    if (!news) return;
    const joined = this.group(alarm, now);
    if (joined !== null) this.alarms.set(key, { ...known, alarm: { ...alarm, incident: joined } });
  }

  private group(alarm: Alarm, now: number): string | null {
    const source = sourceOf(alarm, this.park);
    if (source === null) {
      for (const one of this.incidents.values())
        if (alarm.outlet !== null) this.keep(blind(one, alarm.outlet, now), now);
      return null;
    }
    const found = incidentFor(alarm, source, [...this.incidents.values()], this.park);
    const policy = { ...DEFAULT_POLICY, version: 1, tiers: existingTiers(this.park.desks) };
    const number = `INC-${this.incidents.size + 1}`;
    const change =
      found === null
        ? openIncident({ id: `i${this.incidents.size + 1}`, number, alarm, source, policy, now })
        : attach(found, [{ alarm, source }], this.park, now);
    this.keep(change, now);
    return change.incident.id;
  }

  private keep(change: Pick<IncidentChange, 'incident' | 'messages'> | null, now: number): void {
    if (change === null) return;
    this.incidents.set(change.incident.id, change.incident);
    for (const message of change.messages) this.tell(message, change.incident, now);
  }

  /** Whoever takes part and is told by the roster at the drill's time. */
  private tell(message: Message, incident: Incident, now: number): void {
    const users = this.scenario.participants.map(({ user, role }) => ({ ...this.person(user, role), disabled: false }));
    const desks = this.park.desks.map((desk) => ({ desk, state: null }));
    const before = this.told.filter((one) => one.incident === incident.id).map(({ user }) => user);
    const about = { desks, users, incident, told: before, ofService: false, now, timezone: this.park.timezone };
    for (const { username } of recipients(message, about).people) {
      this.told.push({ user: username, incident: incident.id, at: now });
    }
  }

  private person(username: string, role: User['role']): User {
    return { username, role, parks: [this.park.id] };
  }

  private pending(incident: Incident) {
    return nextDeadlines(incident)
      .map((deadline) => ({ ...deadline, key: `${incident.id}/${deadlineName(deadline)}` }))
      .filter(({ key }) => !this.fired.has(key));
  }

  private fire(now: number): void {
    for (const id of [...this.incidents.keys()]) {
      for (;;) {
        const incident = this.incidents.get(id) as Incident;
        const deadline = this.pending(incident).find(({ dueAt }) => dueAt <= now);
        if (deadline === undefined) break;
        this.fired.add(deadline.key);
        if (['acknowledge', 'contain', 'hand-over'].includes(deadline.kind)) this.missed.push(deadline.key);
        this.keep(missed(incident, deadline, now), now);
      }
    }
  }

  private act(now: number): void {
    const view = { incidents: [...this.incidents.values()], told: this.told, approvals: [...this.approvals.values()], done: this.done }; // prettier-ignore
    for (const deed of robotDeeds(this.drill, view, now)) {
      this.done.add(deed.key);
      this.deeds.push(deed);
      if (isConfirmation(deed.act)) this.confirm(deed.act.approval, deed.user, now);
      else this.carryOut(deed.incident, deed.act, deed.user, null, now);
    }
  }

  private confirm(id: string, approver: string, now: number): void {
    const approval = this.approvals.get(id);
    if (approval === undefined) return;
    const { generation } = this.incidents.get(approval.subject.id) as Incident;
    if (generation !== approval.seen) this.refused.push(`${approver} confirm: it has grown`);
    this.approvals.set(id, { ...approval, state: 'CONFIRMED' });
    this.carryOut(approval.subject.id, approval.body as IncidentAct, approval.requestedBy, approver, now);
  }

  private carryOut(id: string, act: Act, username: string, second: string | null, now: number): void {
    const incident = this.incidents.get(id) as Incident;
    const roleOf = (user: string) => this.scenario.participants.find((one) => one.user === user)?.role ?? 'auditor';
    const own = [...this.alarms.values()].flatMap(({ alarm }) => (alarm?.incident === id ? [alarm] : []));
    const active = own.filter(isActive).length;
    const members = {
      open: active,
      active,
      unacknowledged: active,
      latched: 0,
      outOfService: 0,
      falling: active === 0,
    };
    const approver = second === null ? null : this.person(second, roleOf(second));
    const actor = this.person(username, roleOf(username));
    const outcome = perform(incident, act, { actor, approver, now, members, park: this.park });
    if (outcome.effect === 'done') this.keep(outcome, now);
    if (outcome.effect === 'refused') this.refused.push(`${username} ${act.act}: ${outcome.reason}, ${outcome.detail}`);
    if (outcome.effect === 'approval') {
      const asked = { id: `a${this.approvals.size + 1}`, state: 'PENDING', requestedAt: now, requestedBy: username };
      const about = { subject: { kind: 'incident', id }, incident: id, seen: incident.generation, body: act };
      this.approvals.set(asked.id, { ...asked, ...about, needs: outcome.needs } as Approval);
    }
  }
}
