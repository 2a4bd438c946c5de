import { type Drill, isDrillOver, isDrillUnderWay, takesPart } from '../drill/drill';
import type { Participant } from '../drill/scenario';
import type { Message, MessageKind } from '../journal/message';
import { deskOfRecipient } from './delivery';
import { type Audience, type Recipients, recipients, type Told } from './recipients';

/** Of a drill that is over: that it is, and what corrects what was said. */
const AFTERWARDS: readonly MessageKind[] = ['drill', 'end', 'correction'];
/** What becomes of the drill that all who take part have to know. */
const FOR_ALL: readonly unknown[] = ['started', 'ended', 'aborted'];

/** Whom an exercise's message reaches, and who is refused it though their duty would have it told to them. */
export interface DrillRecipients extends Recipients {
  readonly refused: readonly string[];
}

/** Whether anything of this kind may go out for a drill now; nothing of one that is not known or not under way. */
export function mayTell(drill: Pick<Drill, 'state'> | null, kind: MessageKind): boolean {
  if (drill === null) return false;
  return isDrillUnderWay(drill) || (isDrillOver(drill) && AFTERWARDS.includes(kind));
}

/** Whether a whole group takes part, so that its robot may post what belongs to the drill. */
export const mayPost = ({ scenario }: Pick<Drill, 'scenario'>, channel: string): boolean =>
  scenario.channels.includes(channel);

/**
 * Whether a message of an exercise may go out to somebody (isolation rule I4): default deny. A desk's robots are judged by
 * their channel, people by their names.
 */
export function mayReach(
  drill: Pick<Drill, 'state' | 'scenario'> | null,
  { kind, recipient, channel }: { readonly kind: MessageKind; readonly recipient: string; readonly channel: string },
): boolean {
  if (drill === null || !mayTell(drill, kind)) return false;
  return deskOfRecipient(recipient) === null ? takesPart(drill, recipient) : mayPost(drill, channel);
}

/**
 * Who is told of a message of an exercise: participants who would be told by their duty at the drill's hour, as if no desk
 * had been handed over in life; news of the drill itself goes to its controllers, what its script says to whom it names.
 * A substitute is told where they take part as well.
 * @param audience its `now` is the drill's clock
 */
export function drillRecipients(message: Message, audience: Audience, drill: Drill | null): DrillRecipients {
  const byRoster = { ...audience, desks: audience.desks.map(({ desk }) => ({ desk, state: null })) };
  const due = ofScript(message, drill) ?? recipients(message, byRoster);
  const active = new Set(audience.users.filter(({ disabled }) => !disabled).map(({ username }) => username));
  const everybody = due.people.map(({ username }) => username).filter((username) => active.has(username));
  if (drill === null || !mayTell(drill, message.kind)) return { people: [], desks: due.desks, refused: everybody };
  const users = audience.users.filter(({ username }) => active.has(username) && takesPart(drill, username));
  const people = chosen(message, { ...byRoster, users }, drill).map((one) => withSubstitute(one, drill));
  const told = new Set(people.map(({ username }) => username));
  return { people, desks: due.desks, refused: everybody.filter((username) => !told.has(username)) };
}

/** @param audience its users are those who take part */
function chosen(message: Message, audience: Audience, drill: Drill): readonly Told[] {
  const scripted = ofScript(message, drill);
  if (scripted !== null) {
    return scripted.people.filter(({ username }) => audience.users.some((user) => user.username === username));
  }
  const plays = (username: string): boolean => drill.scenario.participants.some(({ user }) => user === username);
  const users = audience.users.filter(({ username }) => plays(username));
  return recipients(message, { ...audience, users }).people;
}

const withSubstitute = ({ username, substitute }: Told, { scenario }: Drill): Told => ({
  username,
  substitute: scenario.participants.some(({ user }) => user === substitute) ? substitute : null,
});

/** Of the kinds that belong to no duty; null for the others. */
function ofScript({ kind, data, tier }: Message, drill: Drill | null): Recipients | null {
  if (kind !== 'inject' && kind !== 'drill') return null;
  const named = kind === 'inject' ? ofInject(data['to'], tier, drill) : ofNews(data['news'], drill);
  return { people: [...new Set(named)].map((username) => ({ username, substitute: null })), desks: [] };
}

function ofInject(to: unknown, tier: Message['tier'], drill: Drill | null): string[] {
  if (Array.isArray(to) && to.length > 0) return to.filter((name): name is string => typeof name === 'string');
  const participants = drill?.scenario.participants ?? [];
  return participants.filter((one) => tier === null || tierOf(one) === tier).map(({ user }) => user);
}

/** The tier that somebody plays: their role's where the scenario names none. */
const tierOf = ({ tier, role }: Participant): string => tier ?? role;

function ofNews(news: unknown, drill: Drill | null): string[] {
  if (drill === null) return [];
  const { controllers, participants, evaluators } = drill.scenario;
  return FOR_ALL.includes(news)
    ? [...controllers, ...participants.map(({ user }) => user), ...evaluators]
    : [...controllers];
}
