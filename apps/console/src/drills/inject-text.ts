import type { Expected, InjectPayload } from '@cofferdam/domain';
import type { Directory } from '../alarms/directory';
import type { InjectAnswer } from '../api/drills';
import { measureName } from '../incidents/change';
import { figure } from '../language/figure';
import type { Words } from '../language/words';
import { span } from './script';

/** In whose words, and of which park. */
interface Telling {
  readonly words: Words;
  readonly directory: Directory;
  readonly park: string;
}

/** When an inject comes: so far into the drill, or after something has happened. */
export function triggerText({ at, when }: Pick<InjectAnswer, 'at' | 'when'>, words: Words): string {
  const { script: text } = words.drills;
  if (at !== null) return text.at(span(at));
  if (when == null) return '–';
  const { incident, tier, after } = when;
  const told = [
    ...(incident === undefined ? [] : [text.when.incident[incident]]),
    ...(tier === undefined ? [] : [text.when.tier(words.incident.tier[tier])]),
    ...(after > 0 ? [text.when.after(span(after))] : []),
  ];
  return told.join(' · ');
}

type Of<K extends InjectPayload['kind']> = Extract<InjectPayload, { readonly kind: K }>;

/** What an inject puts in. */
export function payloadText(payload: InjectPayload, telling: Telling): string {
  switch (payload.kind) {
    case 'samples':
      return samplesText(payload, telling);
    case 'message':
      return telling.directory.name(payload.text);
    case 'event':
      return eventText(payload, telling);
    case 'fault':
      return faultText(payload, telling);
  }
}

function samplesText({ outlet, factor, shape }: Of<'samples'>, { words, directory, park }: Telling): string {
  const to =
    shape.kind === 'pulse' ? shape.peak : shape.kind === 'noise' ? shape.mean : 'to' in shape ? shape.to : null;
  const where = `${directory.outletAt({ park, outlet })} ${directory.factorAt({ park, outlet, factor })}`;
  return `${where} ${words.drills.script.shape[shape.kind]}${to === null ? '' : ` ${figure(to)} ${directory.unitAt({ park, outlet, factor })}`}`;
}

function eventText({ wall, state, outlet, online }: Of<'event'>, { words, directory, park }: Telling): string {
  const { script: text } = words.drills;
  return [
    ...(wall === undefined ? [] : [directory.wall(park, wall)]),
    ...(state === undefined ? [] : [text.wall[state]]),
    ...(outlet === undefined ? [] : [directory.outletAt({ park, outlet })]),
    ...(online === undefined ? [] : [online ? text.online : text.offline]),
  ].join(' ');
}

function faultText({ fault, for: lasts }: Of<'fault'>, { words }: Telling): string {
  const { script: text } = words.drills;
  const what =
    fault.of === 'monitor'
      ? text.monitorSilent(fault.monitor)
      : fault.of === 'channel'
        ? text.channelDown(fault.channel)
        : text.personAway(fault.user);
  return lasts === undefined ? what : `${what} · ${span(lasts)}`;
}

/** What somebody, or the engine, is expected to do. */
export function expectedText(expected: Expected, { words, directory, park }: Telling): string {
  const { script: text } = words.drills;
  const { action, tier, outlet, factor, enterprise, severity, measure, to, words: said } = expected;
  return [
    text.action[action],
    ...(tier === undefined ? [] : [words.incident.tier[tier]]),
    ...(measure === undefined ? [] : [measureName(measure, words)]),
    ...(outlet === undefined ? [] : [directory.outletAt({ park, outlet })]),
    ...(outlet === undefined || factor === undefined ? [] : [directory.factorAt({ park, outlet, factor })]),
    ...(enterprise === undefined ? [] : [directory.enterprise(park, enterprise)]),
    ...(severity === undefined ? [] : [words.severity[severity]]),
    ...(to === undefined ? [] : [to]),
    ...(said === undefined ? [] : [said.join(', ')]),
  ].join(' · ');
}
