import {
  capIdentifier,
  capSender,
  capStatusOf,
  type CapChain,
  type CapContent,
  nextSent,
  referencesTo,
} from '../chain';
import type { CapMessage } from '../message';
import type { CapCase } from './case';
import type { CapStep } from './decide';
import { exerciseName } from './facts';
import { infosOf } from './info';
import { noteOf } from './text';

const PROFILE = 'profile:COFFERDAM-CAP:1.0';
const RESTRICTION = '仅限园区应急值守人员与责任企业 for the duty desks and the enterprise responsible only';

/** Where a chain stands before its next message. */
export interface ChainSoFar {
  readonly chain: CapChain;
  /** Of the next message, from 1; it goes on when an incident begins anew. */
  readonly revision: number;
  /** Messages of this run that have left, of whatever age. */
  readonly earlier: readonly CapMessage[];
  /** When the newest message of any run was sent, epoch ms. */
  readonly lastSent: number | null;
}

type Addressing = Pick<CapContent, 'scope' | 'restriction' | 'addresses'>;

/** Restricted by itself, Public where two persons have said so; a test is for those alone to whom it is addressed. */
function addressing({ incident, park, warning }: CapCase): Addressing {
  if (incident.class === 'test') {
    const tiers = incident.tiers.map(({ tier }) => tier);
    const desks = park.desks.filter(({ tier }) => tiers.includes(tier)).map(({ id }) => id);
    return { scope: 'Private', restriction: null, addresses: desks.length > 0 ? desks : ['duty-desk'] };
  }
  if (warning !== null) return { scope: 'Public', restriction: null, addresses: [] };
  return { scope: 'Restricted', restriction: RESTRICTION, addresses: [] };
}

/** The name of an incident in messages: of an exercise, with the exercise. */
const incidentName = ({ incident }: CapCase): string => {
  const number = incident.number.replaceAll(/[^A-Za-z0-9_-]/g, '-');
  return incident.class === 'exercise' ? `${exerciseName(incident.drill ?? '')}-${number}` : number;
};

export function capContent(kase: CapCase, step: CapStep, sent: number): CapContent {
  return {
    msgType: step.msgType,
    source: 'Cofferdam rule engine',
    ...addressing(kase),
    codes: [PROFILE],
    note: noteOf(kase, step),
    incidents: [incidentName(kase)],
    infos: infosOf(kase, step, sent),
  };
}

/**
 * The next message about an incident.
 * @param now epoch ms
 * @throws CapError where its names cannot be written or its class is another than that of the earlier ones
 */
export function composeCap(soFar: ChainSoFar, kase: CapCase, step: CapStep, now: number): CapMessage {
  const { chain, revision, earlier, lastSent } = soFar;
  const status = capStatusOf(chain.class);
  const sent = nextSent(lastSent, now);
  return {
    ...capContent(kase, step, sent),
    identifier: capIdentifier(chain, revision),
    sender: capSender(chain),
    ...{ sent, status },
    references: step.msgType === 'Alert' ? [] : referencesTo(earlier, status, sent),
  };
}

/** The same as a Draft, on which nobody acts and which never leaves: for those who look at it before they release it. */
export function draftCap(kase: CapCase, domain: string, id: string, now: number): CapMessage {
  const step: CapStep = { msgType: 'Alert', changes: ['public'], ends: false };
  const sent = nextSent(null, now);
  const { class: kind, park } = kase.incident;
  const sender = capSender({ class: kind, park, domain });
  const identifier = `${kind === 'exercise' ? 'EX.' : ''}DRAFT.${id}`;
  return { ...capContent(kase, step, sent), identifier, sender, sent, status: 'Draft', references: [] };
}
