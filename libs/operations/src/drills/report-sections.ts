import type { AfterActionReport, FailEvidence } from '@cofferdam/domain';
import { escape, facts, section, type Sheet, span, table, unbroken } from './report-sheet';
import {
  ACTION_WORDS,
  FAIL_WORDS,
  FAULT_WORDS,
  KIND_WORDS,
  OUTCOME_WORDS,
  RATING_WORDS,
  ROLE_WORDS,
  TIER_WORDS,
} from './report-words';

type Section = (report: AfterActionReport, sheet: Sheet) => string;

const list = (names: readonly string[]): string => (names.length === 0 ? '—' : names.map(escape).join(', '));
const figure = (value: number | null): string => (value === null ? '—' : String(value));

export const headerSection: Section = (report, sheet) => {
  const { window, versions, journal, ended, type, speed } = report;
  const people = report.participants.map(({ user, role, tier, robot }) => {
    const what = sheet.of(tier === null ? ROLE_WORDS[role] : TIER_WORDS[tier]);
    return `${escape(user)} (${what}${robot ? `, ${sheet.say('robot')}` : ''})`;
  });
  return facts(sheet, [
    ['drill', escape(report.drill)],
    ['scenario', escape(report.scenario)],
    ['type', sheet.say(type)],
    ['park', sheet.parkName(report.park)],
    ['drillTime', `${sheet.clock(window.drill.from)} – ${sheet.clock(window.drill.to)}`],
    ['wallTime', `${sheet.clock(window.wall.from)} – ${sheet.clock(window.wall.to)}`],
    ['speed', speed === 1 ? sheet.say('realTime') : `${speed} ×`],
    ['versions', `${figure(versions.rule)} / ${figure(versions.policy)}`],
    ['planned', sheet.done(report.planned)],
    ['approved', report.approvals.map((one) => sheet.done(one)).join('<br>')],
    ['started', sheet.done(report.started)],
    ['ended', ended === null ? '—' : `${sheet.done(ended)} · ${sheet.say(ended.why)} ${escape(ended.reason ?? '')}`],
    ['participants', people.join('<br>')],
    ['controllers', list(report.controllers)],
    ['evaluators', list(report.evaluators)],
    ['channels', list(report.channels)],
    ['journal', `<code>${escape(journal.sha256)}</code> · ${journal.events} ${sheet.say('events')} ${journal.upTo}`],
  ]);
};

const evidenceOf = (evidence: readonly FailEvidence[], sheet: Sheet): string =>
  evidence
    .map(({ what, event, row }) => {
      const proof = [event === null ? null : `${sheet.say('event')} ${event}`, row === null ? null : escape(row)];
      return [escape(what), ...proof.filter((part) => part !== null)].join(' · ');
    })
    .join('<br>');

export const scoreSection: Section = ({ score }, sheet) => {
  const { total, passed, passMark, comparison, hardFails } = score;
  const verdict = sheet.say(passed ? 'passed' : 'failed');
  const before = comparison && `${escape(comparison.drill)}: ${figure(comparison.total.before)}`;
  return section(
    sheet,
    'score',
    facts(sheet, [
      ['total', `<strong>${total}</strong> · ${verdict} (${sheet.say('passMark')} ${passMark})`],
      ['before', before ?? '—'],
      ['hardFails', hardFails.length === 0 ? sheet.say('none') : `<strong>${hardFails.length}</strong>`],
    ]),
    ...(hardFails.length === 0
      ? []
      : [
          table(
            sheet,
            ['hardFails', 'evidence'],
            hardFails.map((one) => [sheet.of(FAIL_WORDS[one.kind]), evidenceOf(one.evidence, sheet)]),
          ),
        ]),
  );
};

export const objectivesSection: Section = ({ objectives, score }, sheet) => {
  const earlier = new Map(score.comparison?.objectives.map(({ objective, before }) => [objective, before]));
  const rows = objectives.map(({ id, text, points, ratings: { P, S, M, U } }) => {
    return [sheet.of(text), figure(points), figure(earlier.get(id) ?? null), `${P} / ${S} / ${M} / ${U}`];
  });
  return section(sheet, 'objectives', table(sheet, ['objective', 'points', 'before', 'ratings'], rows));
};

export const timelineSection: Section = ({ timeline }, sheet) => {
  const injects = timeline.map(({ inject, title, at, second, late }) => {
    return [
      sheet.clock(at),
      span(second),
      title === null ? escape(inject) : `${escape(inject)} · ${sheet.of(title)}`,
      span(late),
    ];
  });
  const answers = timeline.flatMap(({ answers: all, inject }) =>
    all.map((one) => {
      const about = [
        one.tier && sheet.of(TIER_WORDS[one.tier]),
        one.enterprise && sheet.enterprise(one.enterprise),
        one.outlet && sheet.outlet(one.outlet),
        one.factor && sheet.factor(one.factor),
        one.measure && sheet.measure(one.measure),
        one.to && escape(one.to),
      ];
      const what = [sheet.of(ACTION_WORDS[one.action]), ...about.filter((part) => part !== null)].join(' · ');
      const took =
        one.latency === null ? (one.action === 'quiet' ? '—' : sheet.say('never')) : span(one.latency / 1_000);
      return [
        escape(inject),
        what,
        took,
        span(one.target / 1_000),
        span(one.late),
        sheet.of(OUTCOME_WORDS[one.outcome]),
        one.points,
        escape(one.by ?? '—'),
      ];
    }),
  );
  return section(
    sheet,
    'timeline',
    table(sheet, ['at', 'second', 'inject', 'late'], injects),
    table(sheet, ['inject', 'action', 'latency', 'target', 'late', 'outcome', 'points', 'by'], answers),
  );
};

export const tiersSection: Section = ({ tiers }, sheet) => {
  const times = ({ n, median, slowest }: AfterActionReport['tiers'][number]['contain']) =>
    `${n} / ${span(median)} / ${span(slowest)}`;
  const rows = tiers.map(({ tier, asked, acknowledge, contain, missed }) => {
    return [sheet.of(TIER_WORDS[tier]), asked, times(acknowledge), times(contain), missed];
  });
  return section(sheet, 'tiers', table(sheet, ['tier', 'asked', 'acknowledge', 'contain', 'missed'], rows));
};

export const tellingSections: Section = ({ notReached, messages, refusals, leaks }, sheet) =>
  [
    section(
      sheet,
      'notReached',
      table(
        sheet,
        ['recipient', 'failedCount', 'sentCount', 'why'],
        notReached.map((one) => [
          escape(one.recipient),
          one.failed,
          one.sent,
          one.why.map((why) => sheet.named(FAULT_WORDS, why)).join(', '),
        ]),
      ),
    ),
    section(
      sheet,
      'messages',
      `<p>${sheet.say('sentInAll')}: ${messages.sent} · ${sheet.say('cap')}: ${messages.cap}</p>`,
      table(
        sheet,
        ['recipient', 'over', 'kind', 'count'],
        messages.to.map((one) => [
          escape(one.recipient),
          escape(one.channel ?? '—'),
          sheet.named(KIND_WORDS, one.kind),
          one.count,
        ]),
      ),
    ),
    section(
      sheet,
      'refusals',
      table(
        sheet,
        ['recipient', 'count'],
        refusals.map((one) => [escape(one.recipient), one.count]),
      ),
    ),
    section(sheet, 'leaks', `<p><strong>${leaks.count}</strong> ${evidenceOf(leaks.evidence, sheet)}</p>`),
  ].join('\n');

export const courseSections: Section = ({ live, pauses, deviations }, sheet) => {
  const ms = (value: number | null): string => (value === null ? '—' : `${value} ms`);
  const stood = pauses.map(({ at, by, why, reason, liveAlarm, seconds }) => {
    const because =
      why === 'live-alarm' ? `${sheet.say('liveAlarm')} ${escape(liveAlarm ?? '')}` : escape(reason ?? '—');
    return [sheet.clock(at), escape(by), because, span(seconds)];
  });
  const left = deviations.map(({ kind, at, by, text }) => [
    sheet.clock(at),
    sheet.say(kind),
    escape(text),
    escape(by ?? '—'),
  ]);
  return [
    section(
      sheet,
      'live',
      `<p>${sheet.say('alarms')}: ${live.alarms} · ${sheet.say('toldAfter')}: ${ms(live.median)} / ${ms(live.slowest)} (${sheet.say('target')} ${ms(live.target)})</p>`,
    ),
    section(sheet, 'pauses', table(sheet, ['at', 'by', 'why', 'lasted'], stood)),
    section(sheet, 'deviations', table(sheet, ['at', 'kind', 'note', 'by'], left)),
  ].join('\n');
};

export const improvementSections: Section = ({ observations, actions, objectives, signature }, sheet) => {
  const named = new Map(objectives.map(({ id, text }) => [id, sheet.of(text)]));
  const seen = observations.map(({ drillAt, by, inject, objective, rating, note }) => {
    const about = [inject && escape(inject), objective && (named.get(objective) ?? escape(objective))].filter(
      (part) => part,
    );
    return [sheet.clock(drillAt), escape(by), about.join(' · ') || '—', sheet.of(RATING_WORDS[rating]), escape(note)];
  });
  const owed = actions.map(({ text, owner, due, closed }) => {
    const state = closed === null ? sheet.say('open') : `${sheet.done(closed)} · ${escape(closed.note)}`;
    return [escape(text), escape(owner), unbroken(due), state];
  });
  const lines = signature.lines.map((who) => [sheet.say(who), '', '']);
  return [
    section(sheet, 'observations', table(sheet, ['at', 'by', 'about', 'rating', 'note'], seen)),
    section(sheet, 'actions', table(sheet, ['better', 'owner', 'due', 'closed'], owed)),
    section(sheet, 'signature', `<div class="sign">${table(sheet, ['role', 'signature', 'signedOn'], lines)}</div>`),
  ].join('\n');
};
