import { integration, type Planted, unit } from './planted';

const MACHINE = 'domain/src/drill/machine';
const RECIPIENTS = 'domain/src/notification/drill-recipients';
const TURNS = 'domain/src/notification/allot-in-turn';
const OF_ITS_TIMELINE = unit('domain/src/incident/timeline', 'whatever becomes of an incident');
const WHOLE_DRILL = integration('drill-conductor', 'a minute of a drill');

const BIRTH: readonly Planted[] = [
  {
    rule: 'I1 the topic gives the class',
    file: 'libs/ingestion/src/topic.ts',
    find: "timeline: drill === undefined ? LIVE : { class: 'exercise', drill }",
    replace: 'timeline: LIVE',
    ...unit('ingestion/src/topic', 'a topic says where it belongs'),
  },
  {
    rule: 'I1 a message of an incident has its drill',
    file: 'libs/domain/src/incident/draft.ts',
    find: '...{ class: class_, drill, park, owner:',
    replace: '...{ class: class_, drill: null, park, owner:',
    ...OF_ITS_TIMELINE,
  },
  {
    rule: 'I1 an event of an incident has its class',
    file: 'libs/domain/src/incident/draft.ts',
    find: "...{ at: this.now, type, class: class_, drill, park, subject: { kind: 'incident', id }, actor },",
    replace: "...{ at: this.now, type, class: 'actual', drill: null, park, subject: { kind: 'incident', id }, actor },",
    ...OF_ITS_TIMELINE,
  },
  {
    rule: 'I1 a CAP message names none of another class',
    file: 'libs/cap/src/chain.ts',
    find: 'message.status !== status)',
    replace: 'message.status === undefined)',
    ...unit('cap/src/chain', ''),
  },
  {
    rule: 'I1 what a whole drill writes: an inject reports a wall of the live timeline',
    file: 'libs/drills/src/injecting.ts',
    find: 'await this.walls.report(tx, { ...report, state }, drillTimeline(drill));',
    replace: "await this.walls.report(tx, { ...report, state }, { class: 'actual', drill: null });",
    ...WHOLE_DRILL,
  },
];

const SPACES: readonly Planted[] = [
  {
    rule: 'I2 names have the drill',
    file: 'libs/domain/src/timeline/timeline.ts',
    find: '`${timeline.class}@${timeline.drill}`',
    replace: 'timeline.class',
    ...unit('domain/src/timeline/timeline', 'a timeline is one string'),
  },
  {
    rule: 'I2 CAP sender',
    file: 'libs/cap/src/chain.ts',
    find: "exercise: 'cofferdam-exercise'",
    replace: "exercise: 'cofferdam'",
    ...unit('cap/src/chain', 'identifiers and senders tell classes apart'),
  },
  {
    rule: 'I2 CAP signing key',
    file: 'libs/notification/src/cap/cap-signer.ts',
    find: 'get(kind);',
    replace: "get(kind === 'exercise' ? 'actual' : kind);",
    ...integration('cap', 'an exercise has a feed'),
  },
  {
    rule: 'I2 what a whole drill writes: messages carry the live class',
    file: 'libs/drills/src/injecting.ts',
    find: '      ...drillTimeline(drill),\n      park,',
    replace: "      class: 'actual',\n      drill: null,\n      park,",
    ...WHOLE_DRILL,
  },
];

const SAME_RULES: readonly Planted[] = [
  {
    rule: 'I3 the drill’s register is the live one',
    file: 'libs/drills/src/register.ts',
    find: '    ...park,\n',
    replace: '    ...park,\n    suppressions: [],\n    rules: park.rules.slice(0, 0),\n',
    ...unit('drills/src/register', 'a drill is judged by the live document'),
  },
  {
    rule: 'I3 no branch by class: an exercise clears at once',
    file: 'libs/domain/src/rules/engine/timeline.ts',
    find: 'for (const monitor of touched) monitor.pass(now, output);',
    replace: "for (const m of touched) m.pass(this.timeline.class === 'exercise' ? now + 60_000 : now, output);",
    ...unit('rules/engine/same-rules', 'the same water is judged by the same rules'),
  },
];

const TOLD: readonly Planted[] = [
  {
    rule: 'I4 who is due: takes part',
    file: 'libs/domain/src/notification/drill-recipients.ts',
    find: 'active.has(username) && takesPart(drill, username)',
    replace: 'active.has(username)',
    ...unit(RECIPIENTS, 'what the script says goes to those it names'),
  },
  {
    rule: 'I4 default deny of a drill that is unknown or over',
    file: 'libs/domain/src/notification/drill-recipients.ts',
    find: 'return { people: [], desks: due.desks, refused: everybody };',
    replace: 'return { people: due.people, desks: due.desks, refused: [] };',
    ...unit(RECIPIENTS, 'nobody is told of a drill that is not known'),
  },
  {
    rule: 'I4 a person’s name',
    file: 'libs/domain/src/notification/drill-recipients.ts',
    find: '=== null ? takesPart(drill, recipient) :',
    replace: '=== null ? true :',
    ...unit(RECIPIENTS, 'default deny'),
  },
  {
    rule: 'I4 the expander’s filter',
    file: 'libs/notification/src/messages/tellings.ts',
    find: "if (message.class === 'exercise') {",
    replace: "if (message.class === 'test') {",
    ...integration('drill-messages', 'a participant on duty is told'),
  },
  {
    rule: 'I4 the sender’s gate',
    file: 'libs/notification/src/messages/drill-gate.ts',
    find: "return one.class === 'exercise' && mayReach(drillOf(one, seen)?.drill ?? null, one);",
    replace: 'return true;',
    ...integration('drill-messages', 'default deny'),
  },
];

const LIVE_FIRST: readonly Planted[] = [
  {
    rule: 'I5 a drill’s grave condition goes ahead',
    file: 'libs/alerting/src/look-ahead.ts',
    find: "kind !== 'condition' || classOf(raw) !== 'actual'",
    replace: "kind !== 'condition'",
    ...unit('alerting/src/look-ahead', 'what is real and grave goes ahead'),
  },
  {
    rule: 'I5 an exercise goes before what is real',
    file: 'libs/domain/src/notification/allot-in-turn.ts',
    find: "const isLive = (one: InTurn): boolean => one.class === 'actual';",
    replace: "const isLive = (one: InTurn): boolean => one.class !== 'test';",
    ...unit(TURNS, 'live ones go as if there were no drill'),
  },
  {
    rule: 'I5 an exercise takes the whole allowance',
    file: 'libs/domain/src/notification/allot-in-turn.ts',
    find: 'Math.min(Math.floor(left / 2), left - kept)',
    replace: 'left',
    ...unit(TURNS, 'an exercise has half of what is left'),
  },
  {
    rule: 'I5 what is real waits for a drill that somebody holds',
    file: 'libs/alerting/src/condition-applier.ts',
    find: 'return real.length < all.length ? real : [];',
    replace: 'return real.slice(0, 0);',
    ...integration('drill-engine', '.*has what is real applied while the drill waits'),
  },
  {
    rule: 'I5 no live alarm is found',
    file: 'libs/records/src/drill-ending.ts',
    find: "where class = 'actual' and park = any(${[...parks]})",
    replace: "where class = 'exercise' and park = any(${[...parks]})",
    ...integration('drill-ending', 'a live alarm stops a park'),
  },
  {
    rule: 'I5 a live alarm lets a drill start and go on',
    file: 'libs/domain/src/drill/acts.ts',
    find: 'liveAlarm && refuseDrill(',
    replace: 'null && refuseDrill(',
    ...unit(MACHINE, 'every transition of the table start is refused once: live-alarm'),
  },
  {
    rule: 'I5 a live alarm does not pause the clock',
    file: 'libs/drills/src/drill-acts.ts',
    find: "act: 'pause', why: 'live-alarm', liveAlarm }, (tx) =>\n      this.drills.setRunning(tx, id, false),",
    replace: "act: 'pause', why: 'live-alarm', liveAlarm }, async () => undefined,",
    ...integration('drill-conductor', 'a live alarm pauses it'),
  },
];

const SHADOWS: readonly Planted[] = [
  {
    rule: 'I6 an exercise sample moves a real monitor',
    file: 'libs/domain/src/rules/engine/shard.ts',
    find: 'this.find(sample, sample.park, sample.monitor) ?? this.meet(sample)',
    replace: 'this.find(LIVE, sample.park, sample.monitor) ?? this.meet(sample)',
    ...unit('rules/engine/replay', 'to the bit, nothing of a drill shows'),
  },
  {
    rule: 'I6 a real silent monitor blinds a drill',
    file: 'libs/records/src/grouping.ts',
    find: 'outlet === null || timelineKey(incident) !== timelineKey(timeline)',
    replace: 'outlet === null || timeline === null',
    ...integration('grouping', '.*a real monitor that falls silent makes no drill blind'),
  },
];

/** Isolation rules I1 to I6: what keeps classes apart, and what is real first. */
export const OF_CLASSES: readonly Planted[] = [BIRTH, SPACES, SAME_RULES, TOLD, LIVE_FIRST, SHADOWS].flat();
