import { Inject, Injectable } from '@nestjs/common';
import type { Named, TextFacts } from '@cofferdam/channels';
import { SETTINGS, type Settings } from '@cofferdam/config';
import { actorOf, type Alarm, dueOf, type Incident, type Message, type Park, pollutant } from '@cofferdam/domain';
import { Alarms, type Delivery, Incidents, Outbox, ParkDocuments, Records } from '@cofferdam/records';
import { incidentOf } from './around';

const SERVICE: Named = { zh: '本系统', en: 'The service' };
const ZONE = 'Asia/Shanghai';

/** What is known of what a message is about. */
interface Behind {
  readonly incident: Incident | null;
  readonly alarm: Alarm | null;
  readonly park: Park | null;
}

/** What the text of a delivery is made from, and when the sample behind it was taken (epoch ms). */
export interface DeliveryFacts {
  readonly facts: TextFacts;
  readonly sampleAt: number | null;
  /** Of the message itself. */
  readonly message: Message;
}

/** Reads what messages say: names from the register, values from the alarm that is the cause. */
@Injectable()
export class FactsReader {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'consoleUrl'>,
    private readonly records: Records,
    private readonly outbox: Outbox,
    private readonly incidents: Incidents,
    private readonly alarms: Alarms,
    private readonly documents: ParkDocuments,
  ) {}

  /** By the delivery's id; one whose message is gone is left out. */
  async of(deliveries: readonly Delivery[]): Promise<Map<number, DeliveryFacts>> {
    const { db } = this.records;
    const messages = await this.outbox.messages(db, [...new Set(deliveries.map(({ outbox }) => outbox))]);
    const incidents = await this.incidents.byIds(db, [...new Set([...messages.values()].flatMap(incidentOf))]);
    const causes = [...incidents.values()].map(({ cause }) => cause.alarm);
    const alarms = await this.alarms.byIds(db, [...new Set(causes)]);
    const parks = await this.documents.of(db, [...new Set(deliveries.map(({ park }) => park))]);
    return new Map(
      deliveries.flatMap((delivery) => {
        const message = messages.get(delivery.outbox);
        if (message === undefined) return [];
        const [incident = null] = incidentOf(message).flatMap((id) => incidents.get(id) ?? []);
        const alarm = alarms.get(incident?.cause.alarm ?? '') ?? null;
        const park = parks.get(message.park) ?? null;
        const facts = { ...this.say(message, { incident, alarm, park }), ...spoken(delivery) };
        return [[delivery.id, { facts, message, sampleAt: alarm?.raisedAt ?? null }] as const];
      }),
    );
  }

  private say(message: Message, behind: Behind): Omit<TextFacts, 'language' | 'possibleRepeat'> {
    const { kind, class: class_, drill, severity, toxic, tier, data, n } = message;
    const { incident } = behind;
    return {
      ...{ kind, class: class_, drill, severity, toxic, tier, data: { ...data, n }, ...placeOf(message, behind) },
      ...measured(behind.alarm),
      number: textOf(data['number']) ?? incident?.number ?? null,
      ...{ dueAt: dueOf(message, incident), actor: actorOf(message, incident), link: this.link(message, incident) },
    };
  }

  private link(message: Message, incident: Incident | null): string | null {
    const { consoleUrl } = this.settings;
    if (consoleUrl === undefined) return null;
    const { owner, drill } = message;
    if (drill !== null) return exerciseLink(consoleUrl, { ...message, drill }, incident);
    if (owner.kind === 'approval') return `${consoleUrl}/#/approvals/${encodeURIComponent(owner.id)}`;
    if (incident !== null) return `${consoleUrl}/#/incidents/${encodeURIComponent(incident.id)}`;
    return owner.kind === 'desk' ? `${consoleUrl}/#/desks` : `${consoleUrl}/`;
  }
}

/** An exercise has pages of its own, where nothing of the real plant is shown; what becomes of it is its director's. */
function exerciseLink(
  consoleUrl: string,
  { owner, kind, drill }: Message & { readonly drill: string },
  incident: Incident | null,
): string {
  const id = encodeURIComponent(drill);
  if (kind === 'drill') return `${consoleUrl}/#/drills/${id}`;
  const room = `${consoleUrl}/#/exercise/${id}`;
  if (owner.kind === 'approval') return `${room}/approvals/${encodeURIComponent(owner.id)}`;
  return incident === null ? room : `${room}/incidents/${encodeURIComponent(incident.id)}`;
}

/** Where it is, and which pollutant, by their names in the register and the catalogue. */
function placeOf(
  message: Message,
  { incident, park }: Behind,
): Pick<TextFacts, 'park' | 'timezone' | 'outlet' | 'factor'> {
  const { outlet, factor } = told(message, incident);
  const { name, timezone, outlets } = park ?? { name: SERVICE, timezone: ZONE, outlets: [] };
  return {
    ...{ park: name, timezone },
    outlet: outlet === null ? null : (outlets.find(({ id }) => id === outlet)?.name ?? plain(outlet)),
    factor: factor === null ? null : namedFactor(factor),
  };
}

/** Ids that the message names; those of the incident's cause where it names none. */
const told = ({ data }: Message, incident: Incident | null): Record<'outlet' | 'factor', string | null> => ({
  outlet: textOf(data['outlet']) ?? textOf(incident?.cause.outlet),
  factor: textOf(data['factor']) ?? textOf(incident?.cause.factor),
});

const measured = (alarm: Alarm | null): Pick<TextFacts, 'value' | 'limit' | 'unit'> =>
  alarm === null
    ? { value: null, limit: null, unit: '' }
    : { value: alarm.value, limit: alarm.limit, unit: alarm.unit };

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const plain = (id: string): Named => ({ zh: id, en: id });
const namedFactor = (code: string): Named => {
  const { zh = code, en = code } = pollutant(code) ?? {};
  return { zh, en };
};
const spoken = ({ language, possibleRepeat }: Delivery) => ({ language, possibleRepeat });
