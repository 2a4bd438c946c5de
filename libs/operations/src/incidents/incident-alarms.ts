import { Injectable } from '@nestjs/common';
import { acknowledge, type Alarm, alarmEntry, type Incident, isOpen, judgeFalse } from '@cofferdam/domain';
import { Alarms, Journal, type Tx } from '@cofferdam/records';
import type { AlarmChanges, Ready } from './ready';

const NOTHING: AlarmChanges = { alarms: [], entries: [] };

/** What an act on an incident does to its alarms. They are locked after it, by id. */
@Injectable()
export class IncidentAlarms {
  constructor(
    private readonly alarms: Alarms,
    private readonly journal: Journal,
  ) {}

  /** The incident's alarms that wait for somebody, acknowledged. */
  async acknowledged(tx: Tx, { incident, context }: Ready, note: string | null): Promise<AlarmChanges> {
    const waiting = (await this.alarms.lockOfIncidents(tx, [incident.id])).filter(
      (alarm) => isOpen(alarm) && alarm.acknowledged === null,
    );
    const request = { by: context.actor.username, at: context.now, note };
    const done = waiting.map((alarm) => acknowledge(alarm, request)).filter((one) => one.effect === 'acknowledged');
    return { alarms: done.map(({ alarm }) => alarm), entries: done.map(({ entry }) => entry) };
  }

  /** What follows for the alarms from an act that is done: judged false with their incident, or moved to another. */
  async following(tx: Tx, { incident, act, context }: Ready, after: Incident): Promise<AlarmChanges> {
    const { actor, approver, now } = context;
    if (act.act === 'merge') return this.moved(tx, incident.id, act.into, actor.username, now);
    if (act.act !== 'mark-false' || after.falseAlarm === null) return NOTHING;
    const alarms = await this.alarms.lockOfIncidents(tx, [incident.id]);
    const judgement = { by: actor.username, approver: approver?.username ?? '', reason: act.reason };
    const judged = alarms.map((alarm) => judgeFalse(alarm, judgement, now)).filter((one) => one.effect === 'done');
    return { alarms: judged.map(({ alarm }) => alarm), entries: judged.flatMap(({ entries }) => entries) };
  }

  async save(tx: Tx, { alarms, entries }: AlarmChanges): Promise<void> {
    await this.alarms.save(tx, alarms);
    await this.journal.write(tx, entries);
  }

  /** Nobody has acted on the alarms themselves: their generation stays. */
  private async moved(tx: Tx, from: string, into: string, by: string, now: number): Promise<AlarmChanges> {
    const alarms = (await this.alarms.lockOfIncidents(tx, [from])).map((alarm): Alarm => ({
      ...alarm,
      incident: into,
      version: alarm.version + 1,
    }));
    return { alarms, entries: alarms.map((alarm) => alarmEntry('alarm.changed', alarm, by, now)) };
  }
}
