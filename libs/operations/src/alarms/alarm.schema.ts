import { z } from 'zod';
import { type AlarmView, CLASSES, SEVERITIES } from '@cofferdam/domain';
import { Iso } from '../http/schema';

const number = z.number().nullable();
const word = z.string().nullable();
const Acknowledged = z.object({ by: z.string(), at: Iso, note: word }).nullable();

const Overlay = z.object({ by: z.string(), at: Iso, reason: z.string(), until: Iso, approver: word });
const Shelved = Overlay.extend({ kind: z.enum(['timed', 'one-shot']) });

export const alarmShape = z
  .object({
    id: z.string(),
    class: z.enum(CLASSES),
    drill: word,
    park: z.string(),
    subject: z.object({ kind: z.enum(['outlet', 'monitor', 'asset', 'channel', 'system']), id: z.string() }),
    outlet: word,
    factor: word,
    rule: z.string(),
    ruleKind: z.string(),
    ruleVersion: z.int(),
    quality: z.enum(['good', 'bad', 'stale']),
    severity: z.enum(SEVERITIES),
    severityMax: z.enum(SEVERITIES),
    toxic: z.boolean(),
    state: z.enum(['NORM', 'UNACK', 'ACKED', 'RTNUN', 'SHLVD', 'DSUPR', 'OOSRV']).describe('ISA-18.2'),
    open: z.boolean(),
    active: z.boolean(),
    acknowledged: Acknowledged,
    latched: z.boolean(),
    shelved: Shelved.nullable(),
    suppressed: Overlay.extend({ rule: z.string() }).nullable(),
    outOfService: Overlay.extend({ workOrder: z.string(), deputy: z.string() }).nullable(),
    chattering: z.boolean(),
    falseEpisode: z.int().nullable(),
    raisedAt: Iso,
    sampleAt: Iso,
    clearedAt: Iso.nullable(),
    value: number,
    peak: number,
    unit: z.string(),
    limit: number,
    ratio: number,
    limitSource: word,
    explain: z.string(),
    episode: z.int(),
    occurrences: z.int(),
    incident: word,
    generation: z.int().describe('Moves when severity rises, an episode is added or a person acts'),
    version: z.int().describe('Moves with every write'),
  })
  .meta({ id: 'Alarm' });
/** The schema's type is the domain's, so that the two cannot part. */
export const AlarmSchema: typeof alarmShape & z.ZodType<AlarmView> = alarmShape;
