import { z } from 'zod';
import {
  DRILL_STATES,
  EXERCISE_TYPES,
  EXPECTED_ACTIONS,
  EXPECTED_OUTCOMES,
  RATINGS,
  ROLES,
  SEVERITIES,
  TIERS,
} from '@cofferdam/domain';
import { Iso } from '../http/schema';

const word = z.string().nullable();
const BothLanguages = z.object({ zh: z.string(), en: z.string() });
const done = { by: z.string(), at: Iso };
const Done = z.object(done);
const DrillMoment = Iso.describe('Of the drill’s clock');

const Participant = z.object({
  ...{ user: z.string(), role: z.enum(ROLES), tier: z.enum(TIERS).nullable() },
  robot: z.boolean().describe('Played by a script'),
});

const LiveAlarm = z.looseObject({ id: z.string(), severity: z.enum(SEVERITIES) });

export const drillShape = z
  .looseObject({
    ...{ id: z.string(), park: z.string(), title: BothLanguages, type: z.enum(EXERCISE_TYPES) },
    state: z.enum(DRILL_STATES),
    speed: z.number().describe('Seconds of drill time in one of the wall’s at most; 1: real time'),
    objectives: z.array(z.object({ id: z.string(), text: BothLanguages })),
    participants: z.array(Participant),
    ...{ controllers: z.array(z.string()), evaluators: z.array(z.string()) },
    injects: z.int().min(0).describe('How many'),
    injected: z.int().min(0).describe('How many of them have been carried out'),
    scenario: z.string().describe('Id of its scenario'),
    duration: z.int().describe('s of drill time'),
    clock: z
      .object({ at: DrillMoment, startedAt: DrillMoment, running: z.boolean() })
      .nullable()
      .describe('null: it has not been started'),
    ...{ planned: Done, approvals: z.array(Done), armed: Done.nullable() },
    started: z.looseObject(done).nullable(),
    paused: z.looseObject({ ...done, why: z.string(), liveAlarm: LiveAlarm.nullable() }).nullable(),
    ended: z.looseObject({ ...done, why: z.string(), reason: word }).nullable(),
    ...{ evaluated: Done.nullable(), reported: Done.nullable() },
    observations: z.array(
      z.looseObject({
        ...{ ...done, id: z.string(), inject: word, objective: word, rating: z.enum(RATINGS), note: z.string() },
        drillAt: DrillMoment,
      }),
    ),
    notes: z.array(z.looseObject({ ...done, text: z.string(), drillAt: DrillMoment })),
    actions: z
      .array(
        z.looseObject({
          ...{ id: z.string(), text: z.string(), owner: z.string(), due: z.string(), opened: Done },
          closed: z.looseObject(done).nullable(),
        }),
      )
      .describe('Corrective actions'),
    generation: z.int().describe('Moves when a person acts; its ETag'),
    version: z.int(),
  })
  .meta({ id: 'Drill' });

const ScriptedAction = z.looseObject({
  action: z.enum(EXPECTED_ACTIONS),
  within: z.number().describe('s of drill time'),
  outcome: z.enum(EXPECTED_OUTCOMES).describe('What has become of it so far'),
  latency: z.number().nullable().describe('ms of drill time; null: not done'),
  by: word.describe('Who did it'),
  incident: word.describe('Number of the incident in which it was done'),
});

export const ScriptedInject = z
  .looseObject({
    ...{ id: z.string(), title: BothLanguages.nullable(), from: word, to: word },
    at: z.number().nullable().describe('s after the start; null: it waits for `when`'),
    when: z.unknown(),
    payload: z.unknown(),
    state: z.enum(['waiting', 'carried-out']),
    carriedOutAt: DrillMoment.nullable(),
    expected: z.array(ScriptedAction),
  })
  .meta({ id: 'ScriptedInject' });
