import { z } from 'zod';
import {
  APPROVAL_STATES,
  APPROVED_ACTS,
  type ApprovalView,
  CLASSES,
  ROLES,
  SEVERITIES,
  TIERS,
} from '@cofferdam/domain';
import { Iso } from '../http/schema';

const word = z.string().nullable();
const isoOrNull = Iso.nullable();

const NeedsSchema = z.object({
  roles: z.array(z.enum(ROLES)).describe('One of them has to answer, not the one who asked'),
  tier: z.enum(TIERS).describe('Whose desk is paged'),
});

export const approvalShape = z
  .object({
    ...{ id: z.string(), class: z.enum(CLASSES), drill: word, park: z.string() },
    act: z.enum(APPROVED_ACTS),
    subject: z.object({ kind: z.enum(['alarm', 'incident']), id: z.string() }),
    ...{ incident: word, enterprise: word, severity: z.enum(SEVERITIES), toxic: z.boolean() },
    seen: z.int().describe('Generation of the subject that was seen: one that has grown is not acted on'),
    body: z.unknown().describe('The act’s parameters'),
    ...{ reason: z.string(), requestedBy: z.string(), requestedAt: Iso, needs: NeedsSchema },
    state: z.enum(APPROVAL_STATES),
    ...{ expiresAt: Iso, answeredBy: word, answeredAt: isoOrNull, note: word },
    review: z
      .object({ dueAt: Iso, n: z.int(), by: word, at: isoOrNull })
      .nullable()
      .describe('A broken glass: one did it alone, and a supervisor has to look at it'),
    ...{ generation: z.int(), version: z.int() },
  })
  .meta({ id: 'Approval' });
/** The schema's type is the domain's, so that the two cannot part. */
export const ApprovalSchema: typeof approvalShape & z.ZodType<ApprovalView> = approvalShape;

/** What 202 answers: nothing is done until a second person has confirmed it. */
export const WaitsSchema = z
  .object({ approval: z.object({ id: z.string(), needs: NeedsSchema, expires: Iso }) })
  .meta({ id: 'WaitsForApproval' });
