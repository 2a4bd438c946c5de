import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { Leases } from '@cofferdam/redis';
import { Admission } from './admission';
import { IntakeCounters } from './counters';
import { HeldSlot } from './held-slot';
import { Hearing } from './hearing';
import { Intake } from './intake';
import { RegisterWatch } from './register-watch';
import { slotOf } from './topic';

const GROUP = 'ingestion';
/** A killed replica's slots are free after this long. */
const LEASE_MS = 4_000;
const EVERY_MS = 1_000;
/** A slot that was taken from us is left alone for this long, so that two do not throw each other out in turns. */
const TAKEN_OVER_MS = 10_000;
/** Somebody who does not hear the broker says so by leaving the group at once. */
const LEAVE_MS = 1;

/**
 * The intake sessions of this replica: its fair share of the slots that have parks, each held by a lease in Redis.
 * A slot whose lease cannot be renewed is dropped at once; who holds it then takes up its session where we left it.
 */
@Injectable()
export class Slots implements OnModuleDestroy {
  private readonly logger = new Logger('Slots');
  private readonly self = randomUUID();
  private readonly held = new Map<number, HeldSlot>();
  private readonly leftAlone = new Map<number, number>();
  private parksOf = new Map<number, string[]>();
  private timer: NodeJS.Timeout | undefined;
  private balancing: Promise<void> | null = null;
  private ended = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly leases: Leases,
    private readonly register: RegisterWatch,
    private readonly admission: Admission,
    private readonly hearing: Hearing,
    private readonly intake: Intake,
    private readonly counters: IntakeCounters,
  ) {}

  start(): void {
    this.register.watch(() => this.onRegister());
    this.admission.watch((open) => (open ? this.resume() : this.suspend()));
    this.onRegister();
    this.timer = setInterval(() => this.rebalance(), EVERY_MS);
  }

  /** Slots held now, sorted. */
  get mine(): number[] {
    return [...this.held.keys()].sort((a, b) => a - b);
  }

  /** Those whose session is connected and subscribed. */
  get open(): number[] {
    return this.mine.filter((slot) => this.held.get(slot)?.session.state === 'open');
  }

  async onModuleDestroy(): Promise<void> {
    this.ended = true;
    clearInterval(this.timer);
    await this.balancing;
    await Promise.all(this.mine.map((slot) => this.giveBack(slot)));
    await this.leases.members(GROUP, this.self, LEAVE_MS).catch(() => undefined);
  }

  private onRegister(): void {
    this.parksOf = new Map();
    for (const { park } of this.register.identity.parks) {
      const slot = slotOf(park, this.settings.slots);
      const parks = this.parksOf.get(slot);
      if (parks === undefined) this.parksOf.set(slot, [park]);
      else parks.push(park);
    }
    for (const [slot, held] of this.held) held.serve(this.parksOf.get(slot) ?? []);
    this.rebalance();
  }

  private suspend(): void {
    for (const { session } of this.held.values()) session.stop();
  }

  private resume(): void {
    for (const { session } of this.held.values()) session.start();
    this.rebalance();
  }

  /** One at a time; while one is under way the next is the timer's. */
  private rebalance(): void {
    if (this.balancing !== null || this.ended) return;
    this.balancing = this.balance()
      .catch((error: unknown) => this.logger.debug(`Leases: ${String(error)}`))
      .finally(() => {
        this.balancing = null;
        for (const [slot, held] of this.held) if (held.expired) this.drop(slot);
        this.count();
      });
  }

  private async balance(): Promise<void> {
    const deaf = this.hearing.deaf;
    const members = await this.leases.members(GROUP, this.self, deaf ? LEAVE_MS : LEASE_MS);
    await Promise.all(this.mine.map((slot) => this.keep(slot)));
    // Whoever hears the broker takes them over; alone we go on trying.
    const share = deaf && members > 1 ? 0 : Math.ceil(this.parksOf.size / members);
    const unused = this.mine.filter((slot) => !this.parksOf.has(slot));
    const used = this.mine.filter((slot) => this.parksOf.has(slot));
    await Promise.all([...unused, ...used.slice(share)].map((slot) => this.giveBack(slot)));
    await this.claim(share);
  }

  private async keep(slot: number): Promise<void> {
    if (!(await this.renew(slot))) this.drop(slot);
  }

  private async renew(slot: number): Promise<boolean> {
    const asked = performance.now();
    const mine = await this.leases.hold(`slot-${slot}`, this.self, LEASE_MS);
    if (mine) this.held.get(slot)?.prolong(asked + LEASE_MS);
    return mine;
  }

  /** Replicas ask for the free slots in orders of their own, so that they seldom meet. */
  private async claim(share: number): Promise<void> {
    const now = performance.now();
    const free = [...this.parksOf.keys()].filter(
      (slot) => !this.held.has(slot) && (this.leftAlone.get(slot) ?? 0) < now,
    );
    const from = Math.floor(Math.random() * free.length);
    const order = [...free.slice(from), ...free.slice(0, from)];
    while (this.held.size < share && order.length > 0 && !this.ended) {
      await Promise.all(order.splice(0, share - this.held.size).map((slot) => this.tryToHold(slot)));
    }
  }

  private async tryToHold(slot: number): Promise<void> {
    const asked = performance.now();
    if (!(await this.leases.hold(`slot-${slot}`, this.self, LEASE_MS))) return;
    const held = new HeldSlot({
      url: this.settings.mqttUrl,
      clientId: `${this.settings.namespace}-slot-${slot}`,
      parks: this.parksOf.get(slot) ?? [],
      take: (packet) => this.intake.take(packet),
      renew: () => this.renew(slot),
      onTakenOver: () => this.onTakenOver(slot, held),
    });
    held.prolong(asked + LEASE_MS);
    this.held.set(slot, held);
    if (this.admission.open) held.session.start();
  }

  private onTakenOver(slot: number, held: HeldSlot): void {
    if (this.held.get(slot) !== held) return;
    this.counters.takenOver += 1;
    this.leftAlone.set(slot, performance.now() + TAKEN_OVER_MS);
    this.drop(slot);
    this.leases.release(`slot-${slot}`, this.self).catch(() => undefined);
  }

  /** At once: what is in hand stays unacknowledged and goes to the slot's next owner. */
  private drop(slot: number): void {
    this.held.get(slot)?.session.stop();
    this.held.delete(slot);
    this.count();
  }

  /** In order: the packet in hand is answered first. */
  private async giveBack(slot: number): Promise<void> {
    const held = this.held.get(slot);
    this.held.delete(slot);
    await held?.session.close();
    await this.leases.release(`slot-${slot}`, this.self).catch(() => undefined);
  }

  private count(): void {
    this.counters.slotsHeld = this.held.size;
    this.counters.slotsOpen = this.open.length;
  }
}
