import { type Class, CLASSES, type ConditionMessage, SEVERITIES } from '@cofferdam/domain';
import { z } from 'zod';

const Time = z.number().int();
const OrderSchema = z.tuple([z.string().regex(/^\d+-\d+$/), z.number().int().min(0)]);
const Timeline = { class: z.enum(CLASSES), drill: z.string().nullable() };
const Figure = z.number().nullable();

const EpisodeShape = {
  episode: z.number().int().min(0),
  onset: Time,
  clearedAt: Time.nullable(),
  peak: Figure,
  severityMax: z.enum(SEVERITIES),
};

const ConditionSchema = z.object({
  kind: z.literal('condition'),
  key: z.object({
    ...Timeline,
    park: z.string().min(1),
    subject: z.object({ kind: z.enum(['outlet', 'monitor', 'asset', 'channel', 'system']), id: z.string().min(1) }),
    outlet: z.string().nullable(),
    factor: z.string().nullable(),
    rule: z.string().min(1),
  }),
  ...EpisodeShape,
  order: OrderSchema,
  phase: z.enum(['normal', 'pending', 'abnormal', 'clearing']),
  quality: z.enum(['good', 'bad', 'stale']),
  severity: z.enum(SEVERITIES),
  value: Figure,
  unit: z.string(),
  limit: Figure,
  ratio: Figure,
  limitSource: z.string().nullable(),
  sampleAt: Time,
  ruleKind: z.string(),
  ruleVersion: z.number().int(),
  toxic: z.boolean(),
  latching: z.boolean().default(false),
  chattering: z.boolean().default(false),
  explain: z.string(),
  late: z.boolean(),
  previous: z.array(z.object(EpisodeShape)),
});

const DigestSchema = z.object({
  kind: z.literal('digest'),
  ...Timeline,
  park: z.string().min(1),
  outlet: z.string().min(1),
  order: OrderSchema,
  at: Time,
  conditions: z.array(ConditionSchema),
});

const ClockSchema = z.object({ kind: z.literal('clock'), ...Timeline, order: OrderSchema, at: Time });

const MessageSchema = z.discriminatedUnion('kind', [ConditionSchema, DigestSchema, ClockSchema]);

/** A word of the condition log, or what is wrong with its shape. */
export type Parsed = { readonly message: ConditionMessage } | { readonly problem: string };

/** Checks what the log holds: whatever wrote it may have been another version. */
export function parseMessage(raw: unknown): Parsed {
  const result = MessageSchema.safeParse(raw);
  if (result.success) return { message: result.data };
  const [issue] = result.error.issues;
  return { problem: issue ? `${issue.path.join('.')}: ${issue.message}` : 'not a condition' };
}

/** The class of a word whose shape nobody has looked at; `actual` where it has none, so that nothing real is missed. */
export function classOf(raw: unknown): Class {
  const { key, class: own } = (raw ?? {}) as {
    readonly key?: { readonly class?: unknown } | null;
    readonly class?: unknown;
  };
  const said = key?.class ?? own;
  return CLASSES.find((one) => one === said) ?? 'actual';
}
