import type { CapMessage, IncidentChain, PublicWarning } from '@cofferdam/cap';
import type {
  Class,
  DeliveryState,
  Language,
  MessageKind,
  OwnerKind,
  Severity,
  Webhook,
  WebhookAttempt,
  WebhookSecret,
} from '@cofferdam/domain';
import type { Generated, GeneratedAlways } from 'kysely';
import type { Json } from './json-column';

/** Tables of what people and machines are told: feeds and webhooks, deliveries and channels' limits, CAP. */
export interface TellingTables {
  feed_cursor: { name: string; seq: number; owner: string | null; leased_until: Date | null };
  webhook: {
    id: string;
    document: Json<Webhook>;
    secrets: Json<readonly WebhookSecret[]>;
    failures: Generated<number>;
    retry_at: number | null;
    claimed_by: string | null;
    claimed_until: number | null;
    park: GeneratedAlways<string | null>;
    enabled: GeneratedAlways<boolean>;
    created_at: GeneratedAlways<number>;
  };
  webhook_delivery: {
    id: GeneratedAlways<number>;
    hook: string;
    seq: number | null;
    type: string;
    state: Generated<'PENDING' | 'SENT' | 'FAILED'>;
    attempts: Generated<number>;
    refused: Generated<boolean>;
    next_at: number;
    written_at: number;
    give_up_at: number;
    ended_at: number | null;
    last: Json<WebhookAttempt> | null;
  };
  delivery: {
    id: GeneratedAlways<number>;
    key: string;
    outbox: number;
    class: Class;
    drill: string | null;
    park: string;
    owner_kind: OwnerKind;
    owner: string;
    kind: MessageKind;
    recipient: string;
    substitute: string | null;
    language: Language;
    severity: Severity;
    toxic: boolean;
    urgency: GeneratedAlways<number>;
    written_on: Date;
    channel: string | null;
    position: Generated<number>;
    round: Generated<number>;
    tries: Generated<number>;
    here_since: Generated<Date>;
    state: Generated<DeliveryState>;
    attempt: Generated<number>;
    due_on: Generated<Date>;
    claimed_by: string | null;
    claimed_until: Date | null;
    possible_repeat: Generated<boolean>;
    answer: string | null;
    digest: string | null;
    ended_on: Date | null;
  };
  channel_send: { id: GeneratedAlways<number>; channel: string; at: Date; grave: boolean };
  channel_health: {
    channel: string;
    blocked_until: Date | null;
    faults: Generated<number>;
    failing_since: Date | null;
    probed_on: Date | null;
    gone_on: Date | null;
  };
  cap_chain: {
    incident: string;
    document: Json<IncidentChain>;
    class: GeneratedAlways<string>;
    drill: GeneratedAlways<string | null>;
    park: GeneratedAlways<string>;
    look_at: GeneratedAlways<number | null>;
    said: GeneratedAlways<boolean>;
  };
  cap_number: { class: Class; park: string; scope: string; n: number };
  cap_message: {
    identifier: string;
    incident: string;
    class: Class;
    park: string;
    revision: number;
    run: number;
    sent: number;
    expires: number;
    msg_type: string;
    scope: string;
    status: string;
    document: Json<CapMessage>;
    xml: string | null;
    refused: Generated<string[]>;
    superseded: Generated<boolean>;
  };
  cap_draft: {
    id: string;
    incident: string;
    park: string;
    document: Json<{ warning: PublicWarning; message: CapMessage }>;
    author: string;
    at: number;
    approval: string | null;
    state: Generated<'DRAFT' | 'RELEASED'>;
  };
  cap_certificate: { class: Class; pem: string; since: number };
}
