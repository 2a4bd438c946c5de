import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '@cofferdam/testing';
import { type Line, mailLine } from './message-lines';
import { MessageRig } from './message-rig';

export interface KillRun {
  readonly kills: number;
  readonly everyMs: number;
  readonly deadMs: number;
  /** Incidents a second while it goes on. */
  readonly perSecond: number;
}

export interface KillProof {
  readonly incidents: number;
  readonly acknowledged: number;
  /** Messages that the provider took, of them the second and later ones of the same message. */
  readonly taken: number;
  readonly repeats: number;
  readonly unmarked: number;
  /** Neither taken nor acknowledged before, or said to be sent and not taken. */
  readonly lost: number;
  /** Taken later than two seconds after an acknowledgement was committed. */
  readonly afterAcknowledged: number;
  /** Deliveries whose end the records do not know. */
  readonly unended: number;
}

const ACKNOWLEDGED_SHARE = 0.3;
const TOO_LATE_MS = 2_000;

/**
 * Two built alert workers that send, killed with -9 in turn; every incident has a desk and a person of its own, some are
 * acknowledged while it goes on; the provider is slow and drops connections, half of them after it took the message.
 */
export async function killSenders(services: Services, run: KillRun): Promise<KillProof> {
  const outlets = Math.ceil((run.kills * (run.everyMs + run.deadMs + 4_000) * run.perSecond) / 1000);
  const ids = Array.from({ length: outlets }, (_, n) => `o${n}`);
  const line = await mailLine();
  line.provider.mood = { delayMs: 60, drop: 0.05 };
  const rig = await MessageRig.start(services, {
    outlets,
    desks: ids.map((id) => ({ id, tier: 'unit', enterprise: id, members: [{ user: id }] })),
    staff: ids.map((id) => ({ username: id, channels: [{ channel: line.setup.id, to: line.addressOf(id) }] })),
    lines: [line],
  });
  const opened: string[] = [];
  const acknowledged = new Map<string, number>();
  const going: Promise<void>[] = [];
  let over = false;
  const acknowledge = async (id: string): Promise<void> => {
    await pause(Math.random() * 1_500);
    acknowledged.set(id, await rig.acknowledge(id));
  };
  const arrivals = (async () => {
    for (const id of ids) {
      if (over) return;
      await rig.open([[id, 'yellow']]);
      opened.push(id);
      if (Math.random() < ACKNOWLEDGED_SHARE) going.push(acknowledge(id));
      await pause(1000 / run.perSecond);
    }
  })();
  for (let n = 0; n < run.kills; n += 1) {
    await pause(run.everyMs * (0.5 + Math.random()));
    const victim = rig.workers[n % 2];
    await victim?.kill('SIGKILL');
    await pause(run.deadMs);
    await victim?.restart();
  }
  over = true;
  await arrivals;
  await Promise.all(going);
  await rig.untilAllEnded(60_000);
  const proof = await prove(rig, { line, opened, acknowledged });
  await rig.stop([line]);
  return proof;
}

async function prove(
  rig: MessageRig,
  { line, opened, acknowledged }: { line: Line; opened: string[]; acknowledged: Map<string, number> },
): Promise<KillProof> {
  const said = line.said();
  const later = said.filter(({ key }, n) => said.findIndex((other) => other.key === key) < n);
  const reached = new Set(said.map(({ to }) => to));
  const keys = new Set(said.map(({ key }) => key));
  const ended = await rig.ask<{ key: string; state: string }>(
    `select coalesce(digest, key) as key, state from delivery where state in ('SENT', 'FAILED')`,
  );
  const untrue = ended.filter(({ key, state }) => state === 'FAILED' || !keys.has(key)).length;
  const [{ n: unended } = { n: -1 }] = await rig.ask<{ n: number }>(
    `select count(*)::int as n from delivery where state = 'PENDING'`,
  );
  return {
    ...{
      incidents: opened.length,
      acknowledged: acknowledged.size,
      taken: said.length,
      repeats: later.length,
      unended,
    },
    unmarked: later.filter(({ repeat }) => !repeat).length,
    lost: untrue + opened.filter((id) => !reached.has(id) && !acknowledged.has(id)).length,
    afterAcknowledged: said.filter(({ to, at }) => at > (acknowledged.get(to ?? '') ?? Infinity) + TOO_LATE_MS).length,
  };
}
