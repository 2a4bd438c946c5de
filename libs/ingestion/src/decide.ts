import { type Class, LIVE, type MonitorStatus, type Refusal, type RefusalReason, type Sample } from '@cofferdam/domain';
import { convert, formatOfTopic, type Packet, type Reading } from '@cofferdam/formats';
import { absurdTime, type ClockSettings, suspectClock } from './clock';
import type { Identity, Place, Stranger } from './identity';

/** Bytes of a refused payload that are kept for its reader. */
const KEPT_BYTES = 4096;
const LONGEST_DETAIL = 200;

/** A row for the quarantine. */
export interface Rejection {
  readonly at: number;
  readonly reason: RefusalReason;
  readonly class: Class;
  readonly park: string | null;
  readonly outlet: string | null;
  readonly monitor: string | null;
  readonly topic: string;
  readonly detail: string | null;
  /** The payload's first part, a copy. */
  readonly payload: Buffer;
}

/** Bytes for a device. */
export interface Reply {
  readonly topic: string;
  readonly payload: Buffer;
}

/** What is to be done with one packet of the broker. */
export interface Decision {
  /** For the telemetry log, in order. */
  readonly messages: (Sample | Refusal | MonitorStatus)[];
  readonly rejections: Rejection[];
  /** To be sent once the messages are on disk. */
  readonly replies: Reply[];
  /** To be sent once the rejections have gone to the quarantine. */
  readonly refusalReplies: Reply[];
  /** Where the packet belongs; null for a stranger. */
  readonly place: Place | null;
}

/**
 * Judges one publish: samples and states for the log, refusals with their reasons, answers for the device. Bad input is
 * a value: whatever the bytes, this answers. `now` is epoch ms.
 */
export function decide(
  topic: string,
  payload: Buffer,
  identity: Identity,
  now: number,
  settings: ClockSettings,
): Decision {
  const place = identity.place(topic);
  if ('reason' in place) return turnAway(place, topic, payload, now);
  const judgement = new Judgement(place, topic, payload, identity, now, settings);
  if (place.level === 'status') judgement.status();
  else judgement.packets();
  return judgement;
}

function turnAway({ reason, address }: Stranger, topic: string, payload: Buffer, now: number): Decision {
  const rejection: Rejection = {
    at: now,
    reason,
    class: (address?.timeline ?? LIVE).class,
    park: address?.park ?? null,
    outlet: address?.outlet ?? null,
    monitor: null,
    topic,
    detail: null,
    payload: headOf(payload),
  };
  return { messages: [], rejections: [rejection], replies: [], refusalReplies: [], place: null };
}

/** A copy, so that a few kept bytes do not hold a whole read buffer of the connection. */
const headOf = (payload: Buffer): Buffer => Buffer.from(payload.subarray(0, KEPT_BYTES));

/** A word about why, for people. */
type Fault = { readonly reason: RefusalReason; readonly detail?: string | undefined };

class Judgement implements Decision {
  readonly messages: (Sample | Refusal | MonitorStatus)[] = [];
  readonly rejections: Rejection[] = [];
  readonly replies: Reply[] = [];
  readonly refusalReplies: Reply[] = [];

  constructor(
    readonly place: Place,
    private readonly topic: string,
    private readonly payload: Buffer,
    private readonly identity: Identity,
    private readonly now: number,
    private readonly settings: ClockSettings,
  ) {}

  status(): void {
    const { park, outlet, timeline } = this.place;
    const word = this.payload.length <= 8 ? this.payload.toString('latin1') : '';
    if (word !== 'online' && word !== 'offline') {
      this.reject({ reason: this.payload.length === 0 ? 'empty' : 'bad-shape', detail: 'online or offline' }, null);
      return;
    }
    const { class: class_, drill } = timeline;
    this.messages.push({
      kind: 'status',
      class: class_,
      drill,
      park,
      outlet,
      online: word === 'online',
      receivedAt: this.now,
    });
  }

  packets(): void {
    const format = formatOfTopic(this.place.level);
    if (format === undefined) return this.reject({ reason: 'bad-topic' }, null);
    for (const packet of format.decode(this.payload, this.place.context)) this.packet(packet);
  }

  private packet(packet: Packet): void {
    const fault = packet.ok ? this.take(packet.monitor, packet.readings) : packet;
    if (fault !== undefined) this.reject(fault, packet.monitor);
    const answer = packet.answer?.(fault?.reason);
    if (answer === undefined) return;
    const reply = { topic: this.place.commands, payload: Buffer.from(answer) };
    (fault === undefined ? this.replies : this.refusalReplies).push(reply);
  }

  /** The whole packet or nothing of it: its answer speaks for all. */
  private take(monitor: string | null, readings: readonly Reading[]): Fault | undefined {
    const samples: Sample[] = [];
    if (readings.length === 0 && monitor !== null) {
      const device = this.identity.device(this.place, monitor);
      if (typeof device === 'string') return { reason: device };
    }
    for (const reading of readings) {
      const sample = this.sample(reading);
      if ('reason' in sample) return sample;
      samples.push(sample);
    }
    this.messages.push(...samples);
    return undefined;
  }

  private sample(reading: Reading): Sample | Fault {
    const { place, now, settings } = this;
    const device = this.identity.device(place, reading.monitor);
    if (typeof device === 'string') return { reason: device };
    // A drill's clock is its director's, not the wall's, and no device may speak there.
    const live = place.timeline.drill === null;
    const absurd = live ? absurdTime(reading.at, now, settings) : undefined;
    if (absurd !== undefined) return { reason: absurd, detail: new Date(reading.at).toISOString() };
    const converted = convert(reading, (factor) => device.factors[factor]?.unit);
    if (!converted.ok) return converted;
    const doubt = live ? suspectClock(reading, now, settings) : undefined;
    const { values, suspicions } = converted.value;
    const all = doubt === undefined ? suspicions : [doubt, ...suspicions];
    return {
      kind: 'sample',
      class: place.timeline.class,
      drill: place.timeline.drill,
      park: place.park,
      outlet: place.outlet,
      monitor: reading.monitor,
      at: reading.at,
      period: reading.period,
      values,
      receivedAt: live ? now : reading.at,
      ...(reading.backfill ? { backfill: true } : undefined),
      ...(all.length > 0 ? { suspicions: all } : undefined),
    };
  }

  private reject({ reason, detail }: Fault, monitor: string | null): void {
    const { park, outlet, timeline } = this.place;
    const { class: class_, drill } = timeline;
    this.messages.push({ kind: 'refusal', class: class_, drill, park, outlet, monitor, reason, receivedAt: this.now });
    this.rejections.push({
      at: this.now,
      reason,
      class: class_,
      park,
      outlet,
      monitor,
      topic: this.topic,
      detail: detail?.slice(0, LONGEST_DETAIL) ?? null,
      payload: headOf(this.payload),
    });
  }
}
