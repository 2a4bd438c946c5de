import { integration, type Planted, unit } from './planted';

const MACHINE = 'domain/src/drill/machine';
const TURNS = 'domain/src/notification/allot-in-turn';
const OF_CHANNELS = unit('channels/src/exercise', 'sms: each message starts with the mark');
const ENDING = integration('drill-ending', 'the end of a drill ends what is active in it');

const MARKED: readonly Planted[] = [
  {
    rule: 'I7 a title loses its mark',
    file: 'libs/channels/src/text/compose.ts',
    find: 'return fit(`${marksOf(facts)}${title}`, body',
    replace: 'return fit(title, body',
    ...OF_CHANNELS,
  },
  {
    rule: 'I7 gathered messages lose it',
    file: 'libs/channels/src/text/digest.ts',
    find: 'return `${frontMark(items)}${words.digest.title(',
    replace: 'return `${words.digest.title(',
    ...unit('channels/src/text/digest', 'an exercise is marked in front'),
  },
  {
    rule: 'I7 a call does not end with the word',
    file: 'libs/channels/src/voice/channel.ts',
    find: 'max })}${mark}`',
    replace: 'max })}`',
    ...unit('channels/src/voice/channel', 'a call of an exercise starts and ends with the word'),
  },
  {
    rule: 'I7 a CAP text loses it',
    file: 'libs/cap/src/incident/text.ts',
    find: "return language === 'zh' ? '【演练】' : '[EXERCISE] ';",
    replace: "return language === 'zh' ? '【演练】' : '';",
    ...unit('cap/src/incident/content', 'every text of an exercise is marked'),
  },
  {
    rule: 'I7 a legal report loses it',
    file: 'libs/domain/src/legal/report-words.ts',
    find: "if (of === 'actual') return '';",
    replace: "if (of !== 'test') return '';",
    ...unit('domain/src/legal/draft-report', 'nobody takes an exercise for real'),
  },
  {
    rule: 'I7 an exercise sounds like what is real',
    file: 'apps/console/src/sound/patterns.ts',
    find: "(voice === 'live' ? LIVE : EXERCISE)[rhythm]",
    replace: 'LIVE[rhythm]',
    ...unit('console/src/sound/decide', 'no rhythm of a drill sounds like a real one'),
  },
];

const NOT_REAL: readonly Planted[] = [
  {
    rule: 'I8 nothing says that it is real',
    file: 'libs/domain/src/drill/real.ts',
    find: 'SAYS.test(read(text));',
    replace: 'SAYS.test(read(text)) && text === null;',
    ...unit('domain/src/drill/check', 'no text may say that it is real'),
  },
  {
    rule: 'I8 what says so is not cut out of a message',
    file: 'libs/channels/src/text/about.ts',
    find: 'withoutRealness(clean(text, most))',
    replace: 'clean(text, most)',
    ...OF_CHANNELS,
  },
  {
    rule: 'I8 marks between the letters hide it',
    file: 'libs/domain/src/drill/real.ts',
    find: "const BETWEEN = '[\\\\s\\\\p{P}\\\\p{S}\\\\p{Cf}]*';",
    replace: "const BETWEEN = '';",
    ...unit('domain/src/drill/real', ''),
  },
];

const COMMANDS: readonly Planted[] = [
  {
    rule: 'I9 a drill’s command has a live topic',
    file: 'libs/domain/src/notification/command-topic.ts',
    find: '`drills/${drill}/${topic}` : null',
    replace: 'topic : null',
    ...unit('domain/src/notification/command-topic', 'a command of an exercise never has a live topic'),
  },
  {
    rule: 'I9 an answer for a virtual device goes to the real one',
    file: 'libs/ingestion/src/topic.ts',
    find: "timeline.drill === null ? '' : `drills/${timeline.drill}/`",
    replace: "timeline === null ? '/' : ''",
    ...unit('ingestion/src/topic', 'a topic is answered in its own timeline'),
  },
  {
    rule: 'I9 a command of a drill that is over is sent',
    file: 'libs/alerting/src/timers/command-sender.ts',
    find: "drill !== null && isDrillUnderWay(drill) ? null : 'drill-not-running'",
    replace: 'drill !== null && isDrillUnderWay(drill) ? null : null',
    ...integration('timers', 'commands of a drill go to its own topics'),
  },
];

const ARMING: readonly Planted[] = [
  {
    rule: 'I10 one approver is enough',
    file: 'libs/domain/src/drill/acts.ts',
    find: 'const APPROVALS = 2;',
    replace: 'const APPROVALS = 1;',
    ...unit(MACHINE, 'a drill is planned by one and approved by two others'),
  },
  {
    rule: 'I10 who planned it approves it',
    file: 'libs/domain/src/drill/acts.ts',
    find: 'const before = [planned, ...approvals]',
    replace: 'const before = [...approvals]',
    ...unit(MACHINE, 'every transition of the table approve is refused once: same-person'),
  },
  {
    rule: 'I10 any text arms it',
    file: 'libs/domain/src/drill/acts.ts',
    find: 'if (confirm !== id)',
    replace: "if (confirm === '')",
    ...unit(MACHINE, 'every transition of the table arm is refused once: not-confirmed'),
  },
];

const HARD_END: readonly Planted[] = [
  ...(
    [
      ['deadlines', 'await this.endDeadlines(tx, drill, now);'],
      ['messages', 'await this.endMessages(tx, drill);'],
      ['requests', 'await this.endApprovals(tx, drill, now);'],
      ['alarms', 'await this.endAlarms(tx, alarms, now);'],
      ['incidents', 'await this.incidents.save(tx, closed, now, { why: EXERCISE_ENDED });'],
    ] as const
  ).map(([what, find]) => ({
    ...{ rule: `I11 the end leaves ${what}`, file: 'libs/records/src/drill-ending.ts', find, replace: '', ...ENDING },
  })),
  {
    rule: 'I11 the last CAP message does not say the end',
    file: 'libs/cap/src/incident/facts.ts',
    find: 'exerciseOver && !isFinal(incident)',
    replace: 'exerciseOver && isFinal(incident)',
    ...unit('cap/src/incident/content', 'the end of an exercise cancels it'),
  },
];

const CORRECTION: readonly Planted[] = [
  {
    rule: 'I12 the act writes no correction',
    file: 'libs/domain/src/incident/acts/close.ts',
    find: "draft.page('correction', null, 1, { reason, by: context.actor.username });",
    replace: '',
    ...unit('domain/src/incident/timeline', 'one act suspends it'),
  },
  {
    rule: 'I12 only the first channel carries it',
    file: 'libs/notification/src/messages/tellings.ts',
    find: 'const tellings = open.map(',
    replace: 'const tellings = open.slice(0, 1).map(',
    ...integration('drill-correction', 'in a drill: one act'),
  },
  {
    rule: 'I12 it waits to be gathered',
    file: 'libs/domain/src/notification/allot-in-turn.ts',
    find: 'if (corrections.length === 0) return',
    replace: 'if (corrections.length >= 0) return',
    ...unit(TURNS, 'a correction goes first and alone'),
  },
];

const LIVE_VIEW: readonly Planted[] = [
  {
    rule: 'I13 the live feed tells of a drill',
    file: 'libs/operations/src/feed/audience.ts',
    find: 'event.class === audience.class && event.drill === audience.drill && ',
    replace: '',
    ...unit('operations/src/feed/audience', 'each timeline has readers of its own'),
  },
  {
    rule: 'I13 the live page lists a drill’s alarms',
    file: 'apps/console/src/alarms/alarms.ts',
    find: '!isOf(state.timeline, alarm) || !alarm.open',
    replace: '!alarm.open',
    ...unit('console/src/alarms/alarms', 'a snapshot shows open alarms of the live class'),
  },
];

/** Isolation rules I7 to I13: what people read, hear, see and do. */
export const OF_PEOPLE: readonly Planted[] = [
  ...[MARKED, NOT_REAL, COMMANDS, ARMING, HARD_END, CORRECTION, LIVE_VIEW].flat(),
];
