import type { About } from './about';
import { drill, inject } from './en-drill';
import { counted, enNames } from './en-names';
import type { Said, Words } from './words';

const { tier: TIER, trigger: TRIGGER, colour: COLOUR, act: ACT } = enNames;

/** Red alert (toxic) */
const alert = ({ facts }: About): string => `${COLOUR[facts.severity]} alert${facts.toxic ? ' (toxic)' : ''}`;

const joined = (parts: readonly (string | null)[], by: string): string =>
  parts.filter((part) => part !== null && part !== '').join(by);

/** About a desk alone: its colour is how urgent it is, not what is wrong. */
const ofDesk = ({ number, outlet }: About): boolean => number === null && outlet === null;
const head = (about: About): string => (ofDesk(about) ? 'Duty' : alert(about));

/** Where and what, as short as it can be. */
function place({ outlet, factor, reading, number, park }: About): string {
  const ratio = reading?.ratio ? `at ${reading.ratio} × its limit` : null;
  return joined([joined([outlet ?? number ?? park, factor], ', '), ratio], ' ');
}

function measured({ outlet, factor, reading }: About): string | null {
  const what = joined([outlet, factor], ', ');
  if (reading === null) return what || null;
  const { value, limit, ratio } = reading;
  const figures = joined([value, limit && `limit ${limit}`, ratio && `${ratio} × the limit`], ', ');
  return `${what || 'Reading'}: ${figures}`;
}

function which({ number, park, data }: About): string {
  const desk = data.text('desk');
  return joined([number && `Incident ${number}`, park, desk && `desk ${desk}`], ', ');
}

const whose = ({ facts }: About): string | null => facts.tier && `the ${TIER[facts.tier]} desk`;
const owner = (about: About): string | null => whose(about) && `Who acts: ${whose(about)}.`;
const told = (about: About): string | null => whose(about) && `Told: ${whose(about)}.`;
const until = ({ due }: About, what: string): string | null => due && `${what} by ${due}.`;
const by = ({ actor }: About): string | null => (actor === null || actor === 'system' ? null : `By: ${actor}.`);
const nth = ({ data }: About): string => (data.count('n') ? `repeat ${data.count('n')}` : 'repeat');
const why = ({ data }: About): string | null => {
  const trigger = Object.entries(TRIGGER).find(([name]) => name === data.text('trigger'));
  return trigger ? `Why: ${trigger[1]}.` : null;
};
const reason = ({ data }: About): string | null => data.text('reason') && `Reason: ${data.text('reason')}`;
const act = ({ data }: About): string =>
  Object.entries(ACT).find(([name]) => name === data.text('act'))?.[1] ?? 'an act that takes two persons';
const due = (about: About, name: string): string | null => about.due ?? about.data.time(name);

const ANSWER = 'Acknowledge in the console or by phone to the desk; then close valves, hold the water back, contain.';
const CONSOLE = 'See the console.';

/** An incident's message: alert, what is asked, where; then the figures and which incident, then what is special. */
const incident =
  (ask: string, lines: (about: About) => readonly (string | null)[]) =>
  (about: About): Said => ({
    title: `${head(about)}, ${ask}: ${place(about)}`,
    lines: [measured(about), which(about), ...lines(about)],
  });

function duty(about: About): Said {
  const late = about.data.count('lateMinutes');
  const reopened = about.data.is('reopened');
  return incident(reopened ? 're-opened, acknowledge' : 'acknowledge', () => [
    until(about, 'Acknowledge'),
    owner(about),
    reopened ? 'The incident was re-opened, you are on duty again.' : why(about),
    late ? `You are told ${late} min late: the service was away.` : null,
    ANSWER,
    by(about),
  ])(about);
}

function progress(about: About): Said {
  const contain = due(about, 'containDue');
  return incident('contain it', () => [
    contain && `To be contained by ${contain}, and is not yet.`,
    owner(about),
    'Enter measures and evidence in the console; escalate what cannot be done in time.',
  ])(about);
}

function approve(about: About): Said {
  const { data } = about;
  const asker = data.text('requestedBy') ?? about.actor;
  const answerBy = due(about, 'due');
  return incident(`a second person is asked to approve: ${act(about)}`, () => [
    answerBy && `Answer by ${answerBy}, or it is not done.`,
    whose(about) && `Who answers: ${whose(about)}, not the one who asks.`,
    asker && `Asked by: ${asker}.`,
    'Confirm or refuse under Approvals in the console.',
    reason(about),
  ])(about);
}

function review(about: About): Said {
  const { data } = about;
  const who = data.text('requestedBy') ?? about.actor;
  const lookBy = due(about, 'due');
  return incident(`review: ${act(about)}`, () => [
    lookBy && `Review by ${lookBy}.`,
    `Done by one person in an emergency${who ? `: ${who}` : ''}.`,
    whose(about) && `Who reviews: ${whose(about)}, not the one who did it.`,
    'Review it under Approvals in the console.',
    reason(about),
  ])(about);
}

/** Of a desk or of an incident: forced, not accepted in time, offered to somebody, or handed down by a higher tier. */
function handOver(about: About): Said {
  const { data } = about;
  if (data.part('forced') !== null) return incident('duty was handed over by a supervisor', forced)(about);
  if (data.is('missed')) return incident('hand-over not accepted', notAccepted)(about);
  return data.text('to') === null
    ? incident('accept the duty', handedDown)(about)
    : incident('accept the hand-over', offered)(about);
}

function parties({ data, actor }: About): string {
  const [from, to] = [data.text('from') ?? actor, data.text('to')];
  return joined([from && `from ${from}`, to && `to ${to}`], ' ');
}

function accept(about: About): string {
  const acceptBy = due(about, 'due');
  return acceptBy ? `Accept by ${acceptBy}.` : 'Accept it soon.';
}

function forced(about: About): (string | null)[] {
  const part = about.data.part('forced');
  const [by, why] = [part?.text('by') ?? null, part?.text('reason') ?? null];
  return [`Duty goes ${parties(about)}, at once.`, by && `By: ${by}.`, CONSOLE, why && `Reason: ${why}`];
}

const notAccepted = (about: About): (string | null)[] => [
  `${joined(['Nobody accepted the hand-over', parties(about)], ' ')}. Who had the duty still has it.`,
  owner(about),
  CONSOLE,
];

const handedDown = (about: About): (string | null)[] => [
  accept(about),
  `Duty is handed down to ${whose(about) ?? 'the tier below'}. Until it is accepted it stays where it is.`,
  CONSOLE,
  reason(about),
];

function offered(about: About): (string | null)[] {
  const note = about.data.text('note');
  return [accept(about), `Duty goes ${parties(about)}.`, shift(about), CONSOLE, note && `Note: ${note}`];
}

/** What the next shift takes over. */
function shift({ data }: About): string | null {
  const digest = data.part('digest');
  if (digest === null) return null;
  return `Open incidents: ${digest.count('incidents') ?? 0}, shelved alarms: ${digest.count('shelved') ?? 0}.`;
}

function presence(about: About): Said {
  const { data } = about;
  const answerBy = due(about, 'due');
  if (!data.is('missed')) {
    const lines = [answerBy && `Answer in the console by ${answerBy}.`, owner(about)];
    return incident('say that you are there', () => [...lines, 'Otherwise the tier above is told.'])(about);
  }
  const holder = data.text('holder');
  const lines = [`The desk${holder ? ` (${holder})` : ''} did not say that somebody is there.`, owner(about)];
  return incident('nobody answers at the desk', () => [...lines, 'Ring them up now; name somebody else if need be.'])(
    about,
  );
}

/** A legal clock (Order 17 of 2011): a report, or its withdrawal, is owed, soon due or overdue. */
function report(about: About): Said {
  const { data } = about;
  const what = data.text('report') === 'withdrawal' ? 'withdrawal of the report' : 'first report';
  const missed = data.text('stage') === 'missed';
  const by = due(about, 'dueAt');
  const lines = [
    `${data.text('reporter') === 'department' ? 'The department' : 'The discharging unit'} owes the ${what}.`,
    by && (missed ? `It was due by ${by}.` : `File it by ${by}.`),
  ];
  return incident(missed ? `${what} overdue` : `${what} owed`, () => [...lines, CONSOLE])(about);
}

function end(about: About): Said {
  const { data, outlet, number, park } = about;
  const ofApproval = data.text('act') !== null;
  const over = ofApproval
    ? `The request to ${act(about)} has expired: it was not done, no answer is needed any more.`
    : 'What you were told of this incident is over: nothing more is asked of you.';
  return {
    title: `Over: ${head(about)}, ${outlet ?? number ?? park}`,
    lines: [over, joined([outlet, about.factor], ', '), which(about), told(about), by(about), CONSOLE],
  };
}

/** All who were told of an incident are told that it may be false: over every channel that had carried it. */
function correction(about: About): Said {
  const { outlet, number, park, factor } = about;
  return {
    title: `Correction, suspected false alert, being checked: ${joined([outlet ?? number ?? park, factor], ', ')}`,
    lines: [
      `The alert about this incident (${alert(about)}) is suspected to be false and is being checked. Begin nothing new because of it and do not pass it on.`,
      which(about),
      reason(about),
      by(about),
      CONSOLE,
    ],
  };
}

function system(about: About): Said {
  const { data } = about;
  const what = data.text('explain') ?? data.text('reason') ?? data.text('rule') ?? 'see the console';
  return {
    title: `System alarm (${COLOUR[about.facts.severity]}): ${what}`,
    lines: [
      what,
      about.park,
      'The warning service itself is at fault: warnings may be missing or late. Tell the administrator, watch the monitors.',
    ],
  };
}

const colour = ({ severity, toxic }: About['facts']): string => `${COLOUR[severity]}${toxic ? ' toxic' : ''}`;

export const en: Words = {
  tier: TIER,
  trigger: TRIGGER,
  short: enNames.short,
  say: {
    ...{ duty, progress, approve, review, presence, report, inject },
    ...{ drill, correction, end, system, 'hand-over': handOver },
    informed: incident('for information', (about) => [
      'For information: the tiers on duty act; be ready.',
      told(about),
      by(about),
    ]),
    remind: (about) =>
      incident(`not acknowledged (${nth(about)})`, () => [until(about, 'Acknowledge'), owner(about), ANSWER])(about),
    repeat: (about) =>
      incident(`the highest tier has yet to act (${nth(about)})`, () => [until(about, 'Act'), owner(about), ANSWER])(
        about,
      ),
    risen: incident('severity rose, acknowledge again', (about) => [
      until(about, 'Acknowledge'),
      owner(about),
      ANSWER,
      by(about),
    ]),
    relapsed: incident('in breach again', (about) => [
      until(about, 'Contain it again'),
      owner(about),
      'It was contained and is in breach again: what was done does not hold.',
    ]),
    resumed: incident('resumed', (about) => [
      until(about, 'Act'),
      owner(about),
      'The suspension for a suspected false alarm is over, deadlines run on.',
    ]),
    late: incident('you are overdue', (about) => [
      until(about, 'Act'),
      owner(about),
      why(about),
      'The tier above is on duty; that does not relieve you.',
      ANSWER,
    ]),
    close: (about) =>
      incident(about.data.count('n') ? `still not closed (${nth(about)})` : 'watched long enough, close it', () => [
        until(about, 'Close it'),
        owner(about),
        'Enter the cause in the console and close the incident.',
      ])(about),
    pond: incident('the emergency pond is full', (about) => [
      owner(about),
      'By its inflow the pond is full and may overflow. Hold the water back elsewhere and escalate.',
    ]),
    command: incident('a command went to a device', () => [CONSOLE]),
  },
  digest: {
    title: (n, counts, park) =>
      `${n} ${n === 1 ? 'incident' : 'incidents'}: ${counted(counts)}${park ? ` (${park})` : ''}`,
    line: (about, kinds) => {
      const { facts, number, outlet, factor, reading, data } = about;
      const figures = reading && joined([reading.value, reading.ratio && `${reading.ratio} × limit`], ', ');
      const explained = facts.kind === 'system' ? data.text('explain') : null;
      return joined([colour(facts), number, outlet, factor, figures, explained, `· ${kinds.join(', ')}`], ' ');
    },
    brief: ({ facts, number, outlet, park }) => joined([colour(facts), number, outlet ?? park], ' '),
    briefest: ({ facts, number, outlet, park }) => joined([colour(facts), outlet ?? number ?? park], ' '),
    rest: (n, counts) => `and ${n} more: ${counted(counts)}`,
    todo: 'Acknowledge each of them in the console.',
  },
};
