import { Injectable } from '@nestjs/common';
import type { CapMessage, IncidentChain, MadeMessage } from '@cofferdam/cap';
import type { Alarm, Class } from '@cofferdam/domain';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema, Tx } from './schema';

/** A message as it is listed: with its signed XML elsewhere. Times are epoch ms. */
export interface KeptCapMessage {
  readonly message: CapMessage;
  readonly class: Class;
  readonly park: string;
  readonly superseded: boolean;
  /** Rules that it breaks: it never leaves. */
  readonly refused: readonly string[];
}

/** Whose messages: those to the public are everybody's. */
export interface CapAudience {
  readonly class: Class;
  readonly parks: readonly string[] | '*';
  /** Only this park's. */
  readonly park?: string | undefined;
}

/** Alarms of an incident that a message may tell of. */
const ALARMS = 20;

/** CAP messages and the chains that they hang in. A chain is locked before anything is added to it. */
@Injectable()
export class CapMessages {
  /** By incident; locked until the transaction ends. */
  async lock(tx: Tx, incidents: readonly string[]): Promise<IncidentChain[]> {
    if (incidents.length === 0) return [];
    const { rows } = await sql<{ document: IncidentChain }>`
      select document from cap_chain where incident = any(${[...incidents]}) order by incident for update`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /**
   * Chains that asked to be looked at by now, without those that somebody else has locked; locked. Those of a drill by its
   * own clock.
   */
  async lockDue(tx: Tx, now: number, limit: number): Promise<IncidentChain[]> {
    const { rows } = await sql<{ document: IncidentChain }>`
      select document from cap_chain c where look_at <= case when drill is null then ${now} else
        coalesce((select at from drill_clock k where k.drill = c.drill), ${now}) end
      order by look_at, incident limit ${limit} for update skip locked`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Incidents of an exercise of which something was said that has not ended. */
  async ofDrill(tx: Tx, drill: string): Promise<string[]> {
    const rows = tx.selectFrom('cap_chain').select('incident').where('drill', '=', drill).where('said', '=', true);
    return (await rows.orderBy('incident').execute()).map(({ incident }) => incident);
  }

  async save(tx: Tx, chain: IncidentChain): Promise<void> {
    await sql`
      insert into cap_chain (incident, document) values (${chain.incident}, ${JSON.stringify(chain)}::jsonb)
      on conflict (incident) do update set document = excluded.document`.execute(tx);
  }

  /** The next number of a day of a park, or of an exercise; from 1. Locked until the transaction ends. */
  async nextNumber(tx: Tx, kind: Class, park: string, scope: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      insert into cap_number as c (class, park, scope, n) values (${kind}, ${park}, ${scope}, 1)
      on conflict (class, park, scope) do update set n = c.n + 1 returning n`.execute(tx);
    return rows[0]?.n ?? 1;
  }

  /** Messages of a chain's run that have left, oldest first. */
  async ofRun(tx: Tx, { incident, run }: Pick<IncidentChain, 'incident' | 'run'>): Promise<CapMessage[]> {
    const { rows } = await sql<{ document: CapMessage }>`
      select document from cap_message where incident = ${incident} and run = ${run} and refused = '{}'
      order by revision`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /**
   * Keeps a message. What it names is superseded by it.
   * @param xml signed; null where it is refused
   */
  async add(tx: Tx, chain: IncidentChain, { message, run, refused }: MadeMessage, xml: string | null): Promise<void> {
    const { identifier, sent, msgType, scope, status, references } = message;
    const expires = Math.max(...message.infos.map((info) => info.expires ?? sent));
    const revision = Number(identifier.slice(identifier.lastIndexOf('.') + 1));
    await sql`
      insert into cap_message (identifier, incident, class, park, revision, run, sent, expires, msg_type, scope, status,
        document, xml, refused)
      values (${identifier}, ${chain.incident}, ${chain.class}, ${chain.park}, ${revision}, ${run}, ${sent},
        ${expires}, ${msgType}, ${scope}, ${status}, ${JSON.stringify(message)}::jsonb, ${xml}, ${[...refused]})`.execute(
      tx,
    );
    const named = references.map((reference) => reference.identifier);
    if (refused.length > 0 || named.length === 0) return;
    await sql`update cap_message set superseded = true where identifier = any(${named})`.execute(tx);
  }

  /** The incident's alarms of which a message tells: the gravest and newest, as they are now. */
  async alarmsOf(tx: Tx, incident: string): Promise<Alarm[]> {
    const { rows } = await sql<{ document: Alarm }>`
      select document from alarm where incident = ${incident}
      order by active desc, gravity desc, (document->>'ratio')::float8 desc nulls last, raised_at desc, id
      limit ${ALARMS}`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** Everything that was issued about an incident, also what was refused, oldest first. */
  async ofIncident(tx: Kysely<Schema>, incident: string): Promise<KeptCapMessage[]> {
    const rows = await tx
      .selectFrom('cap_message')
      .select(['document', 'class', 'park', 'superseded', 'refused'])
      .where('incident', '=', incident)
      .orderBy('revision')
      .execute();
    return rows.map(({ document, ...row }) => ({ ...row, message: document }));
  }

  async chainOf(tx: Kysely<Schema>, incident: string): Promise<IncidentChain | null> {
    const found = tx.selectFrom('cap_chain').select('document').where('incident', '=', incident);
    return (await found.executeTakeFirst())?.document ?? null;
  }

  /** Newest first: what holds now and no later message names. */
  async heads(tx: Kysely<Schema>, who: CapAudience, now: number, limit: number): Promise<CapMessage[]> {
    const { rows } = await sql<{ document: CapMessage }>`
      select document from cap_message m where ${visible(who)} and not superseded and expires > ${hourOf(who, now)}
      order by sent desc, identifier limit ${limit}`.execute(tx);
    return rows.map(({ document }) => document);
  }

  /** When that list last changed, epoch ms: something was sent, or has expired; 0: never. */
  async changedAt(tx: Kysely<Schema>, who: CapAudience, now: number): Promise<number> {
    const { rows } = await sql<{ at: number | null }>`
      select greatest(
        (select max(sent) from cap_message m where ${visible(who)}),
        (select max(expires) from cap_message m where ${visible(who)} and not superseded and expires <= ${hourOf(who, now)})) as at`.execute(
      tx,
    );
    return rows[0]?.at ?? 0;
  }

  /** The signed XML of a message that somebody may see; null where there is none for them. */
  async signed(
    tx: Kysely<Schema>,
    who: CapAudience,
    identifier: string,
  ): Promise<{ readonly xml: string; readonly sent: number } | null> {
    const { rows } = await sql<{ xml: string; sent: number }>`
      select xml, sent from cap_message m where identifier = ${identifier} and ${visible(who)}`.execute(tx);
    return rows[0] ?? null;
  }

  /** How many messages broke a rule since an hour (epoch ms). */
  async refusedSince(tx: Kysely<Schema>, since: number): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from cap_message where refused <> '{}' and sent >= ${since}`.execute(tx);
    return rows[0]?.n ?? 0;
  }

  /** Makes known who signs a class; the newest is shown. */
  async showCertificate(tx: Tx, kind: Class, pem: string, now: number): Promise<void> {
    const row = { class: kind, pem, since: now };
    await tx
      .insertInto('cap_certificate')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async certificate(tx: Kysely<Schema>, kind: Class): Promise<string | null> {
    const found = tx.selectFrom('cap_certificate').select('pem').where('class', '=', kind);
    return (await found.orderBy('since', 'desc').limit(1).executeTakeFirst())?.pem ?? null;
  }
}

/**
 * The hour by which a message `m` holds: of an exercise its drill's, which goes on with the service's clock once the drill
 * is over.
 */
function hourOf({ class: kind }: CapAudience, now: number): RawBuilder<number> {
  if (kind !== 'exercise') return sql<number>`${now}::bigint`;
  return sql<number>`coalesce((
    select k.at + greatest(0, coalesce(${now}::bigint - (d.document->'ended'->>'at')::bigint, 0))
    from cap_chain c join drill d on d.id = c.drill join drill_clock k on k.drill = c.drill
    where c.incident = m.incident), ${now}::bigint)`;
}

/** Of messages that have left: everybody's where they are public, else those of the parks that somebody sees. */
function visible({ class: kind, parks, park }: CapAudience) {
  const own = parks === '*' ? sql`true` : sql`park = any(${[...parks]})`;
  const only = park === undefined ? sql`true` : sql`park = ${park}`;
  return sql`refused = '{}' and class = ${kind} and ${only} and (scope = 'Public' or ${own})`;
}
