import { z } from 'zod';
import { CLASSES, EVENT_TYPES } from '@cofferdam/domain';
import { Iso, Seq } from '../http/schema';

/** A journal event as `viewEvent` shows it. */
export const EventSchema = z
  .object({
    seq: Seq,
    at: Iso,
    type: z.enum(EVENT_TYPES),
    class: z.enum(CLASSES),
    drill: z.string().nullable(),
    park: z.string().nullable(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    actor: z.string(),
    data: z.unknown().describe('The whole alarm for `alarm.*`, the whole incident for `incident.*`'),
  })
  .meta({ id: 'JournalEvent' });
