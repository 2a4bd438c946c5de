import { setTimeout as pause } from 'node:timers/promises';
import { channelOf } from '@cofferdam/channels';
import type { Severity } from '@cofferdam/domain';
import type { Services } from '@cofferdam/testing';
import { type Line, mailLine, mostWithin, robotLine, type Said, smsLine } from './message-lines';
import { MessageRig } from './message-rig';

const MINUTE = 60_000;
const KINDS = ['dingtalk', 'wecom', 'feishu'] as const;

export interface RobotProof {
  readonly kind: string;
  readonly taken: number;
  readonly throttled: number;
  /** Most within any minute, and what its provider allows. */
  readonly most: number;
  readonly limit: number;
  /** From the row to the message that names the outlet, red ones, ms. */
  readonly waits: readonly number[];
  /** Red ones that no message names. */
  readonly unnamed: number;
  readonly digests: number;
}
export interface StormProof {
  readonly robots: readonly RobotProof[];
  readonly deliveries: number;
  readonly lost: number;
  readonly seconds: number;
}

const colourOf = (n: number): Severity => (n % 20 === 0 ? 'red' : n % 20 < 4 ? 'orange' : 'yellow');

/** So many incidents in a minute, each told to a robot of every kind, by two built alert workers. */
export async function messageStorm(services: Services, incidents: number): Promise<StormProof> {
  const lines = await Promise.all(KINDS.map(robotLine));
  const rig = await MessageRig.start(services, {
    outlets: incidents,
    desks: [{ id: 'units', tier: 'unit', channels: [...KINDS] }],
    ...{ staff: [], lines },
  });
  const begin = performance.now();
  for (let n = 0; n < incidents; n += 10) {
    await rig.open(Array.from({ length: 10 }, (_, k) => [`o${n + k}`, colourOf(n + k)] as const));
    await pause(Math.max(0, (n / incidents) * MINUTE - (performance.now() - begin)));
  }
  await rig.untilAllEnded(180_000);
  const seconds = (performance.now() - begin) / 1000;
  const rows = await rig.ask<{ owner: string; severity: string; at: number }>(
    `select owner, severity, (extract(epoch from written_on) * 1000)::float8 as at from outbox`,
  );
  const [counts = { all: 0, sent: 0 }] = await rig.ask<{ all: number; sent: number }>(
    `select count(*)::int as all, count(*) filter (where state = 'SENT')::int as sent from delivery`,
  );
  const digests = await rig.ask<{ channel: string; n: number }>(
    `select channel, count(distinct digest)::int as n from delivery group by channel`,
  );
  const red = rows.filter(({ severity }) => severity === 'red');
  const robots = lines.map((line) => ({
    ...robotProof(line, red),
    digests: digests.find(({ channel }) => channel === line.setup.id)?.n ?? 0,
  }));
  await rig.stop(lines);
  // Beside each incident's page there is one for each report that is owed.
  const lost = Math.max(0, incidents * KINDS.length - counts.all) + counts.all - counts.sent;
  return { robots, deliveries: counts.all, lost, seconds };
}

function robotProof(line: Line, red: readonly { owner: string; at: number }[]): Omit<RobotProof, 'digests'> {
  const said = line.said();
  const waits = red.map(({ owner, at }) => (said.find(({ text }) => names(text, owner))?.at ?? Infinity) - at);
  // Nothing else than the limit makes a robot refuse here.
  const throttled = line.provider.requests - line.provider.taken.length;
  return {
    ...{ kind: line.setup.kind, taken: said.length, throttled, most: mostWithin(line, MINUTE), limit: limitOf(line) },
    ...{ waits: waits.filter(Number.isFinite), unnamed: waits.filter((ms) => !Number.isFinite(ms)).length },
  };
}

const limitOf = ({ setup: { kind } }: Line): number =>
  channelOf(kind).allowances.find(({ perMs }) => perMs === MINUTE)?.count ?? Infinity;

const names = (text: string, outlet: string): boolean => new RegExp(`(排口|Outlet )${outlet}(?![0-9])`).test(text);

export interface OutageProof {
  readonly seconds: number;
  /** Of those with another channel, red and orange: reached over it while the first was down. */
  readonly fellBack: number;
  readonly withFallBack: number;
  /** Of those without: reached when it was back. */
  readonly drained: number;
  readonly waiting: number;
  /** Pairs of the drained that went out against their colours' order, by more than were under way at once. */
  readonly outOfOrder: number;
  readonly lost: number;
  readonly drainSeconds: number;
  readonly alarmed: number;
}

/** The provider of texts is down; half of the people have another channel. The backlog goes out when it is back. */
export async function providerAway(services: Services, people: number, downMs: number): Promise<OutageProof> {
  const [sms, mail] = [await smsLine(), await mailLine()];
  const ids = Array.from({ length: people }, (_, n) => `o${n}`);
  const hasOther = (id: string): boolean => Number(id.slice(1)) % 2 === 0;
  const rig = await MessageRig.start(services, {
    outlets: people,
    desks: ids.map((id) => ({ id, tier: 'unit', enterprise: id, members: [{ user: id }] })),
    staff: ids.map((username) => ({
      username,
      channels: [sms, ...(hasOther(username) ? [mail] : [])].map(({ setup, addressOf }) => ({
        ...{ channel: setup.id, to: addressOf(username) },
      })),
    })),
    lines: [sms, mail],
  });
  const colours: Severity[] = ['yellow', 'orange', 'red', 'blue'];
  const colour = new Map(ids.map((id, n) => [id, colours[Math.floor(n / 2) % 4] ?? 'blue']));
  sms.provider.mood = { down: true };
  const begin = Date.now();
  await rig.open(ids.map((id) => [id, colour.get(id) ?? 'blue'] as const));
  await pause(downMs);
  const back = Date.now();
  const alarmed = await rig.ask(
    `select 1 from alarm where active and document->>'rule' = 'channel-failing' and document->'subject'->>'id' = 'sms'`,
  );
  sms.provider.mood = {};
  await rig.untilAllEnded(120_000);
  const [texts, mails] = [sms.said(), mail.said()];
  const other = ids.filter((id) => hasOther(id) && ['red', 'orange'].includes(colour.get(id) ?? ''));
  const drained = texts.filter(({ to }) => !hasOther(to ?? ''));
  const reached = new Set([...texts, ...mails].map(({ to }) => to));
  const proof = {
    ...{ seconds: (back - begin) / 1000, alarmed: alarmed.length, withFallBack: other.length },
    fellBack: other.filter((id) => mails.some(({ to, at }) => to === id && at < back)).length,
    ...{ drained: new Set(drained.map(({ to }) => to)).size, waiting: ids.filter((id) => !hasOther(id)).length },
    outOfOrder: disorder(drained, colour),
    lost: ids.filter((id) => !reached.has(id)).length,
    drainSeconds: (Math.max(...texts.map(({ at }) => at)) - back) / 1000,
  };
  await rig.stop([sms, mail]);
  return proof;
}

/** Calls that two workers have under way at once: among so many the provider may see any order. */
const AT_ONCE = 16;
const ORDER: readonly Severity[] = ['red', 'orange', 'yellow', 'blue'];

function disorder(said: readonly Said[], colour: ReadonlyMap<string, Severity>): number {
  const ranks = said.map(({ to }) => ORDER.indexOf(colour.get(to ?? '') ?? 'blue'));
  return ranks.filter((rank, n) => ranks.slice(n + AT_ONCE).some((later) => later < rank)).length;
}
