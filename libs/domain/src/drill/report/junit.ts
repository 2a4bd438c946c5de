import { type ExpectationScore, HARD_FAILS, type HardFail, type HardFailKind } from '../score/shape';
import type { AfterActionReport } from './shape';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** What XML 1.0 cannot hold, escaped or not: control characters, lone surrogates, two that are no characters. */
const isHoldable = (sign: string): boolean => {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a;
  return !(code >= 0x7f && code <= 0x9f) && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
};

const escape = (text: string): string =>
  [...text]
    .filter(isHoldable)
    .map((sign) => ESCAPES[sign] ?? sign)
    .join('');

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  const open = `<${name}${written.join('')}`;
  return children.length === 0 ? `${open}/>` : `${open}>\n${children.join('\n')}\n</${name}>`;
}

/**
 * A report as JUnit XML, so that a drill can run as a test: a case an expected action, failed unless it was met, and a case
 * a kind of hard fail.
 */
export function junit(report: AfterActionReport): string {
  const { score, title, drill, window } = report;
  const cases = [...score.expectations.map(caseOf), ...HARD_FAILS.map((kind) => hardCase(kind, score.hardFails))];
  const time = cases.reduce((sum, one) => sum + one.time, 0);
  const counts = {
    ...{ tests: cases.length, failures: cases.filter((one) => one.is === 'failed').length, errors: 0 },
    ...{ skipped: cases.filter((one) => one.is === 'skipped').length, time: time.toFixed(3) },
  };
  const name = `${title.en} (${drill})`;
  const timestamp: Attributes = window.wall.from === null ? {} : { timestamp: window.wall.from.slice(0, 19) };
  const suite = element('testsuite', { name, ...counts, ...timestamp }, [
    element('properties', {}, propertiesOf(report)),
    ...cases.map(({ xml }) => xml),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name, ...counts }, [suite])}\n`;
}

function propertiesOf({ score, park, type, scenario, journal, versions }: AfterActionReport): string[] {
  const { total, passed } = score;
  const all = { class: 'exercise', scenario, park, type, total, passed: String(passed), journal: journal.sha256 };
  const versioned = { ruleVersion: versions.rule ?? 'none', policyVersion: versions.policy ?? 'none' };
  return Object.entries({ ...all, ...versioned }).map(([name, value]) => element('property', { name, value }));
}

interface Case {
  readonly is: 'passed' | 'failed' | 'skipped';
  /** Seconds of drill time. */
  readonly time: number;
  readonly xml: string;
}

function caseOf(one: ExpectationScore): Case {
  const { action, inject, n, latency, target, outcome, points } = one;
  const about = [one.tier, one.enterprise, one.outlet, one.factor, one.measure, one.to].filter((part) => part !== null);
  const name = [`${n + 1}. ${action}`, ...about].join(' ');
  const time = (latency ?? 0) / 1_000;
  const message = `${outcome}: ${latency === null ? 'never' : `${time} s`}, target ${target / 1_000} s, points ${points}`;
  const given = { classname: inject, name, time: time.toFixed(3) };
  if (outcome === 'met') return { is: 'passed', time, xml: element('testcase', given) };
  if (outcome === 'waiting')
    return { is: 'skipped', time, xml: element('testcase', given, [element('skipped', { message })]) };
  return { is: 'failed', time, xml: element('testcase', given, [element('failure', { message, type: outcome })]) };
}

function hardCase(kind: HardFailKind, fails: readonly HardFail[]): Case {
  const given = { classname: 'hard-fails', name: kind, time: '0.000' };
  const fail = fails.find((one) => one.kind === kind);
  if (fail === undefined) return { is: 'passed', time: 0, xml: element('testcase', given) };
  const evidence = fail.evidence.map(({ event, row, what }) => {
    return [what, ...(event === null ? [] : [`event ${event}`]), ...(row === null ? [] : [row])].join(', ');
  });
  const failure = element('failure', { message: evidence.join('; '), type: kind });
  return { is: 'failed', time: 0, xml: element('testcase', given, [failure]) };
}
