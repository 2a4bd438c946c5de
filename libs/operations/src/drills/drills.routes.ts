import { z } from 'zod';
import { DRILL_STATES } from '@cofferdam/domain';
import type { Route } from '../http/route';
import { FlagQuery, Iso, LimitQuery, ListOf, ParkQuery, Seq } from '../http/schema';
import { drillShape, ScriptedInject } from './drill.schema';

export const byId = { params: z.object({ id: z.string().max(64) }) };
const path = '/api/v1/drills';
/** The largest scenario, as JSON. */
const SCENARIO_BODY_BYTES = 256 * 1024;

const ScenarioBody = z
  .record(z.string(), z.unknown())
  .describe('A scenario as the files of `scenarios/` have it, as JSON; every error is answered at once');

export const listDrills = {
  method: 'GET',
  path,
  summary: 'Drills, the newest plan first; `underWay=true`: whether one goes on in a park just now',
  access: 'operator',
  query: z.strictObject({
    park: ParkQuery,
    state: z.enum(DRILL_STATES).optional(),
    underWay: FlagQuery.optional().describe('Running or paused'),
    after: z.string().max(200).optional().describe('`next` of the page before'),
    limit: LimitQuery(200, 50),
  }),
  answer: ListOf(drillShape),
  problems: [404],
} as const satisfies Route;

export const planDrillRoute = {
  method: 'POST',
  path,
  summary: 'Plan a drill from a scenario; two others have to approve it',
  access: 'director',
  write: true,
  bodyBytes: SCENARIO_BODY_BYTES,
  body: z.strictObject({
    scenario: ScenarioBody,
    speed: z.number().min(1).max(600).default(1).describe('Seconds of drill time in one of the wall’s at most'),
  }),
  status: 201,
  answer: drillShape,
  problems: [404, 413],
} as const satisfies Route;

export const checkDrillScenario = {
  method: 'POST',
  path: `${path}/check`,
  summary: 'Judge a scenario against its park as it is now; nothing is kept of it',
  access: 'director',
  bodyBytes: SCENARIO_BODY_BYTES,
  body: z.strictObject({ scenario: ScenarioBody }),
  answer: z.object({
    ok: z.boolean(),
    errors: z.array(z.object({ at: z.string().describe('Where in the scenario'), detail: z.string() })),
    plan: z
      .array(z.looseObject({ at: Iso.describe('Of the drill’s clock'), what: z.unknown() }))
      .describe('What would be put in when, were it started now; empty where it is not ok'),
  }),
  problems: [413],
} as const satisfies Route;

export const getDrill = {
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'One drill, for those who take part, who may approve drills, and auditors',
  access: 'operator',
  ...byId,
  answer: drillShape.extend({ asOf: Seq }),
  problems: [404],
} as const satisfies Route;

export const readScript = {
  method: 'GET',
  path: `${path}/{id}/script`,
  summary:
    'Its injects with what has become of them and of each action that is expected after them, as the score has it',
  access: 'operator',
  ...byId,
  answer: ListOf(ScriptedInject),
  problems: [404],
} as const satisfies Route;
