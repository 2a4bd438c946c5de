import { type Incident, isFinal, type TierDuty } from '../incident/incident';
import { type Tier, tierRank } from '../tier/tier';
import { type LegalChange, LegalDraft } from './change';
import { type Awareness, factsOf, type LegalMatter, newMatter, runsByItself } from './matter';
import { absorb } from './merge';
import { settle } from './settle';

/**
 * What changes of incidents mean to the law: somebody knows, what is grave owes a report, what is false owes nothing or a
 * withdrawal, what is merged takes its duties along. Incidents that concern nobody's clock have no matter.
 *
 * @param known the matters of these incidents, as far as there are any, and those of incidents merged with them
 * @param now epoch ms of the timeline
 */
export function followIncidents(
  known: ReadonlyMap<string, LegalMatter>,
  incidents: readonly Incident[],
  now: number,
): LegalChange[] {
  const drafts = new Map<string, LegalDraft>();
  for (const incident of incidents) {
    const matter = known.get(incident.id) ?? (isConcern(incident) ? newMatter(incident) : null);
    if (matter !== null) drafts.set(incident.id, new LegalDraft(matter, now));
  }
  const byId = new Map(incidents.map((incident) => [incident.id, incident]));
  for (const { mergedInto, id } of incidents) {
    const into = byId.get(mergedInto ?? '');
    if (into !== undefined) mergeInto(drafts, drafts.get(id), into, now);
  }
  for (const [id, draft] of drafts) learn(draft, byId.get(id));
  return [...drafts.values()].filter(({ isChanged }) => isChanged).map((draft) => draft.done());
}

function mergeInto(drafts: Map<string, LegalDraft>, from: LegalDraft | undefined, into: Incident, now: number): void {
  if (from === undefined || from.matter.end?.is === 'merged') return;
  const taking = drafts.get(into.id) ?? new LegalDraft(newMatter(into), now);
  drafts.set(into.id, taking);
  absorb(taking, from);
}

function isConcern(incident: Incident): boolean {
  if (isFinal(incident)) return false;
  const matter = newMatter(incident);
  return runsByItself(matter) || firstAcknowledgement(matter, incident) !== null;
}

function learn(draft: LegalDraft, incident: Incident | undefined): void {
  if (incident !== undefined && draft.matter.end?.is !== 'merged') {
    const onset = Math.min(draft.matter.onset, incident.cause.onset);
    draft.set({ ...factsOf(incident), onset });
    draft.set({ unitAware: awareBy(draft.matter, incident) });
    const { falseAlarm } = incident;
    if (falseAlarm !== null) draft.set({ end: { is: 'false', at: falseAlarm.at, into: null } });
  }
  settle(draft);
}

/** The first fact counts: an acknowledgement, or a page that was delivered. Until there is one, the page that was written. */
function awareBy(matter: LegalMatter, incident: Incident): Awareness | null {
  const known = matter.unitAware;
  const fact = firstAcknowledgement(matter, incident);
  if (fact === null) return known ?? pageWritten(matter, incident);
  return known === null || known.how === 'page-written' || fact.at < known.at ? fact : known;
}

const dutiesOfUnit = ({ owing }: LegalMatter, { tiers }: Incident): TierDuty[] => {
  const { unit } = owing;
  return unit === null ? [] : tiers.filter(({ tier }) => tierRank(tier) <= tierRank(unit));
};

function firstAcknowledgement(matter: LegalMatter, incident: Incident): Awareness | null {
  const [first] = dutiesOfUnit(matter, incident)
    .flatMap(({ acknowledged }) => acknowledged ?? [])
    .sort((a, b) => a.at - b.at);
  return first === undefined ? null : { at: first.at, by: first.by, how: 'acknowledged' };
}

function pageWritten(matter: LegalMatter, incident: Incident): Awareness | null {
  const [first] = dutiesOfUnit(matter, incident)
    .map(({ since }) => since)
    .sort((a, b) => a - b);
  return first === undefined ? null : { at: first, by: 'system', how: 'page-written' };
}

/** When a page reached somebody, and of which tier. */
export interface DeliveredPage {
  readonly at: number;
  readonly to: string;
  readonly tier: Tier | null;
}

/** A page was delivered: to somebody of the unit it counts from then, unless somebody knew before. Null: nothing changes. */
export function pageDelivered(matter: LegalMatter, { at, to, tier }: DeliveredPage, now: number): LegalChange | null {
  const { unitAware: known, owing, end } = matter;
  if (tier === null || owing.unit === null || tierRank(tier) > tierRank(owing.unit) || end !== null) return null;
  if (known !== null && known.how !== 'page-written' && known.at <= at) return null;
  const draft = new LegalDraft(matter, now);
  draft.set({ unitAware: { at, by: to, how: 'page-delivered' } });
  settle(draft);
  return draft.done();
}
