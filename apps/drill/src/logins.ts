import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPROVER_ROLES, DIRECTOR_ROLES } from '@cofferdam/domain';
import { z } from 'zod';

/** The tokens of those who hold a drill: one directs it, two others approve it. */
export interface Logins {
  readonly api: string;
  readonly director: string;
  readonly approvers: readonly [string, string];
}

/** What a scenario's file says of itself, as far as that can be told before it is checked. */
export interface About {
  readonly park: string | null;
  /** Names of those who play. */
  readonly players: readonly string[];
}

/** What `npm start` writes of its log-ins. */
const DemoFile = z.looseObject({
  api: z.string(),
  operators: z.array(
    z.looseObject({ username: z.string(), token: z.string(), role: z.string(), parks: z.array(z.string()) }),
  ),
});
type Operator = z.infer<typeof DemoFile>['operators'][number];

const DEFAULT_API = 'http://127.0.0.1:3000';

/** Log-ins from DRILL_TOKEN and DRILL_APPROVER_TOKENS, else those of the demo; or why there are none. */
export function loginsFrom(
  env: Readonly<Record<string, string | undefined>>,
  api: string | null,
  about: About,
): Logins | Error {
  const { DRILL_TOKEN: token, DRILL_APPROVER_TOKENS: others } = env;
  if (token !== undefined && token !== '') {
    const [first, second] = (others ?? '').split(',').map((one) => one.trim());
    if (!first || !second) return new Error('DRILL_APPROVER_TOKENS needs the tokens of two approvers, with a comma');
    return { api: api ?? DEFAULT_API, director: token, approvers: [first, second] };
  }
  const demo = readDemo(join(env['COFFERDAM_LOCAL'] ?? '.local', 'demo.json'));
  return demo instanceof Error ? demo : chosen(demo.operators, api ?? demo.api, about);
}

function readDemo(file: string): z.infer<typeof DemoFile> | Error {
  if (!existsSync(file))
    return new Error(`no log-ins: set DRILL_TOKEN and DRILL_APPROVER_TOKENS, or start the demo (${file})`);
  try {
    return DemoFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return new Error(`${file} is none of ours`);
  }
}

/** A director, and two approvers, if possible of those who do not play. */
function chosen(operators: readonly Operator[], api: string, { park, players }: About): Logins | Error {
  const here = operators.filter(({ parks }) => parks.includes('*') || (park !== null && parks.includes(park)));
  const ranked = (roles: readonly string[]) =>
    roles.flatMap((role) => here.filter((one) => one.role === role)).sort((a, b) => plays(a) - plays(b));
  const plays = ({ username }: Operator): number => Number(players.includes(username));
  const [director] = ranked(DIRECTOR_ROLES);
  const [first, second] = ranked(APPROVER_ROLES.toReversed()).filter((one) => one !== director);
  if (!director || !first || !second) return new Error('the demo has no director and two approvers for this park');
  return { api, director: director.token, approvers: [first.token, second.token] };
}
