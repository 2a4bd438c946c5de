import type { Alarm, Class, IncidentView, Park } from '@cofferdam/domain';
import { renewAt } from '../chain';
import { CapError } from '../error';
import type { CapMessage } from '../message';
import { judge } from '../rules/judge';
import { writeCap } from '../write';
import type { CapCase, PublicWarning } from './case';
import { composeCap } from './compose';
import { type CapStep, decideCap } from './decide';
import { exerciseName, factsOf, type IncidentFacts } from './facts';

/** What is kept of the messages about one incident. Times are epoch ms. */
export interface IncidentChain {
  readonly incident: string;
  readonly class: Class;
  readonly drill: string | null;
  readonly park: string;
  /** Number of the chain within its day, or its exercise; from 1. */
  readonly sequence: number;
  /** The day of the identifiers. */
  readonly openedAt: number;
  /** Of the newest message; 0: there is none. */
  readonly revision: number;
  /** Counts the runs from an Alert to its end, from 1. */
  readonly run: number;
  readonly lastSent: number | null;
  readonly renewAt: number | null;
  /** When to look again without being asked; null: never. */
  readonly lookAt: number | null;
  readonly said: IncidentFacts | null;
  /** The incident as the journal told it last. */
  readonly latest: IncidentView;
  /** The public warning in force, and the one of the newest message. */
  readonly warning: PublicWarning | null;
  readonly saidWarning: PublicWarning | null;
  readonly exerciseOver: boolean;
}

/** What a chain is told with. */
export interface Surroundings {
  readonly park: Park;
  /** The gravest first. */
  readonly alarms: readonly Alarm[];
  readonly domain: string;
  readonly consoleUrl: string | null;
}

/** A message that was made, and its XML; where it breaks rules it must not leave. */
export interface MadeMessage {
  readonly message: CapMessage;
  readonly xml: string | null;
  readonly run: number;
  readonly refused: readonly string[];
}

export interface Advance {
  readonly chain: IncidentChain;
  readonly made: readonly MadeMessage[];
}

/** After a message that broke a rule: what it would have said is tried again. */
const RETRY_MS = 15 * 60_000;
/** A withdrawal is a Cancel, and the incident's own Alert behind it. */
const AT_ONCE = 2;

/** The chain of an incident of which nothing has been said. */
export function newChain(incident: IncidentView, sequence: number, now: number): IncidentChain {
  const { id, class: kind, drill, park } = incident;
  return {
    ...{ incident: id, class: kind, drill, park, sequence, openedAt: now, revision: 0, run: 1, latest: incident },
    ...{ lastSent: null, renewAt: null, lookAt: null, said: null, warning: null, saidWarning: null },
    exerciseOver: false,
  };
}

export const chainFacts = ({ latest, warning, exerciseOver }: IncidentChain): IncidentFacts =>
  factsOf(latest, warning?.id ?? null, exerciseOver);

function made(
  chain: IncidentChain,
  earlier: readonly CapMessage[],
  step: CapStep,
  kase: CapCase,
  domain: string,
  now: number,
): MadeMessage {
  const { class: kind, park, sequence, openedAt, drill, run } = chain;
  const exercise = kind === 'exercise' ? exerciseName(drill ?? '') : null;
  const names = { class: kind, park, domain, exercise, openedAt, sequence };
  const soFar = { chain: names, revision: chain.revision + 1, earlier, lastSent: chain.lastSent };
  const message = composeCap(soFar, kase, step, now);
  return { message, run, ...written(message) };
}

function written(message: CapMessage): Pick<MadeMessage, 'xml' | 'refused'> {
  try {
    return { xml: writeCap(message), refused: judge(message) };
  } catch (error) {
    if (error instanceof CapError) return { xml: null, refused: [error.rule] };
    throw error;
  }
}

/** What people typed must not keep a warning from leaving: without it, where it is that which breaks a rule. */
function makeMessage(
  chain: IncidentChain,
  earlier: readonly CapMessage[],
  step: CapStep,
  around: Surroundings,
  now: number,
): MadeMessage {
  const warning = step.changes.includes('withdrawn') ? chain.saidWarning : chain.warning;
  const { park, alarms, domain, consoleUrl } = around;
  const incident = chain.latest;
  const page = consoleUrl === null || warning !== null ? null : `${consoleUrl}/#/incidents/${incident.id}`;
  const kase = { incident, park, alarms, warning, web: page };
  const first = made(chain, earlier, step, { ...kase, freeText: true }, domain, now);
  if (first.refused.length === 0) return first;
  return made(chain, earlier, step, { ...kase, freeText: false }, domain, now);
}

/** The chain behind a message that has left. */
function behind(chain: IncidentChain, { message }: MadeMessage, step: CapStep): IncidentChain {
  const told = { ...chain, revision: chain.revision + 1, lastSent: message.sent };
  if (step.ends) {
    return { ...told, run: chain.run + 1, said: null, warning: null, saidWarning: null, renewAt: null, lookAt: null };
  }
  const renew = renewAt(message);
  return { ...told, said: chainFacts(chain), saidWarning: chain.warning, renewAt: renew, lookAt: renew };
}

/**
 * Says what is due about an incident now.
 * @param earlier messages of the chain's run that have left
 * @param now epoch ms
 */
export function advance(
  chain: IncidentChain,
  earlier: readonly CapMessage[],
  around: Surroundings,
  now: number,
): Advance {
  let [at, before] = [chain, earlier];
  const all: MadeMessage[] = [];
  while (all.length < AT_ONCE) {
    const { step, lookAt } = decideCap(at, chainFacts(at), now);
    if (step === null) return { chain: { ...at, lookAt }, made: all };
    const one = makeMessage(at, before, step, around, now);
    all.push(one);
    if (one.refused.length > 0) {
      return { chain: { ...at, revision: at.revision + 1, lookAt: now + RETRY_MS }, made: all };
    }
    at = behind(at, one, step);
    before = step.ends ? [] : [...before, one.message];
  }
  return { chain: at, made: all };
}
