import { z } from 'zod';
import { MESSAGE_KINDS } from '../../journal/message';
import { TIERS } from '../../tier/tier';
import { ROLES } from '../../user/role';
import { RATINGS } from '../drill';
import { EXERCISE_TYPES } from '../scenario';
import { DrillScoreSchema, ExpectationScoreSchema, HardFailSchema } from '../score/shape';

const word = z.string().nullable();
const Iso = z.iso.datetime();
const isoOrNull = Iso.nullable();
const seconds = z.number().nullable();
const Both = z.object({ zh: z.string(), en: z.string() });
const Done = z.object({ by: z.string(), at: Iso });
const Span = z.object({ from: isoOrNull, to: isoOrNull });
const Count = z.int().min(0);

/** Nearest rank, so that both figures were measured; seconds of drill time. */
const Times = z.object({ n: Count, median: seconds, slowest: seconds });

/** SHA-256 of the drill's journal, and of how much of it. */
export const JournalHashSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  events: Count,
  upTo: Count.describe('`seq` of the last event; 0 where there is none'),
});
export type JournalHash = z.infer<typeof JournalHashSchema>;

const header = {
  ...{ drill: z.string(), scenario: z.string(), title: Both, type: z.enum(EXERCISE_TYPES), park: z.string() },
  speed: z.number().describe('Seconds of drill time in one of the wall’s, at most'),
  window: z.object({ drill: Span.describe('By the drill’s own clock'), wall: Span }),
  versions: z.object({ rule: z.int().nullable(), policy: z.int().nullable() }),
  ...{ planned: Done, approvals: z.array(Done), started: Done.nullable() },
  ended: Done.extend({ why: z.enum(['script', 'person', 'abort']), reason: word }).nullable(),
  participants: z.array(
    z.object({ user: z.string(), role: z.enum(ROLES), tier: z.enum(TIERS).nullable(), robot: z.boolean() }),
  ),
  ...{ controllers: z.array(z.string()), evaluators: z.array(z.string()), channels: z.array(z.string()) },
  journal: JournalHashSchema,
};

const Step = z.object({
  ...{ inject: z.string(), title: Both.nullable(), kind: z.string() },
  planned: seconds.describe('Seconds after the start by the script; null: on a condition'),
  at: isoOrNull.describe('Drill time; null: never carried out'),
  second: seconds.describe('Seconds of drill time after the start'),
  late: seconds.describe('Seconds after it was planned'),
  answers: z.array(
    ExpectationScoreSchema.extend({
      late: seconds.describe('Seconds after its target; 0 within it, null: never'),
      evidence: Both.nullable().describe('What an evaluator looks for'),
    }),
  ),
});

const Deviation = z.object({
  kind: z.enum(['inject-not-carried-out', 'ended-early', 'note', 'rule-version-changed', 'policy-version-changed']),
  at: isoOrNull.describe('Drill time'),
  by: word,
  text: z.string(),
});

/** What a drill has come to: the one truth from which the page and JUnit are made (alarm-management §6.5). */
export const AfterActionReportSchema = z
  .object({
    ...header,
    timeline: z.array(Step),
    tiers: z.array(
      z.object({
        tier: z.enum(TIERS),
        asked: Count.describe('How often it was asked to take note'),
        ...{ acknowledge: Times, contain: Times },
        missed: Count.describe('Deadlines that it missed'),
      }),
    ),
    notReached: z.array(
      z.object({
        recipient: z.string(),
        failed: Count,
        sent: Count,
        why: z.array(z.string()).describe('In one word each'),
      }),
    ),
    messages: z.object({
      sent: Count,
      to: z.array(z.object({ recipient: z.string(), channel: word, kind: z.enum(MESSAGE_KINDS), count: Count })),
      cap: Count.describe('CAP messages of the exercise'),
    }),
    refusals: z.array(z.object({ recipient: z.string(), count: Count })).describe('Who takes no part and was refused'),
    leaks: z.object({ count: Count, evidence: HardFailSchema.shape.evidence }),
    live: z.object({
      alarms: Count,
      median: z.number().nullable(),
      slowest: z.number().nullable(),
      target: z.number(),
    }),
    pauses: z.array(
      z.object({
        ...{ at: Iso, by: z.string(), why: z.string(), reason: word, liveAlarm: word },
        seconds: seconds.describe('Of wall time; null where it is not known'),
      }),
    ),
    deviations: z.array(Deviation),
    objectives: z.array(
      z.object({
        ...{ id: z.string(), text: Both, points: z.number().nullable() },
        ratings: z.object({ P: Count, S: Count, M: Count, U: Count }),
      }),
    ),
    observations: z.array(
      z.object({
        ...{ id: z.string(), inject: word, objective: word, rating: z.enum(RATINGS), note: z.string() },
        ...{ by: z.string(), at: Iso, drillAt: Iso },
      }),
    ),
    score: DrillScoreSchema,
    actions: z.array(
      z.object({
        ...{ id: z.string(), text: z.string(), owner: z.string(), due: z.string(), opened: Done },
        closed: Done.extend({ note: z.string() }).nullable(),
      }),
    ),
    signature: z.object({
      evaluated: Done.nullable(),
      lines: z.array(z.enum(['director', 'controller', 'evaluator'])),
    }),
  })
  .meta({ id: 'AfterActionReport' });
export type AfterActionReport = z.infer<typeof AfterActionReportSchema>;
