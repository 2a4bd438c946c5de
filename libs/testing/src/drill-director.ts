import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from './installation';

/** What the API says of a drill, as far as tests look at it. */
export interface DrillSeen {
  readonly id: string;
  readonly state: string;
  readonly clock: { readonly at: string } | null;
  readonly paused: { readonly why: string } | null;
  readonly generation: number;
}

const LOOK_MS = 250;

/** Plays the people around drills of an installation over its API: the director, the two who approve, the evaluator. */
export class DrillDirector {
  constructor(private readonly installation: Installation) {}

  /** Plans, approves, arms and starts a drill. @returns its id */
  async start(scenario: unknown, speed: number): Promise<string> {
    const { id } = await this.post<DrillSeen>('/drills', { scenario, speed });
    await this.post(`/drills/${id}/approve`, {}, 'park-desk');
    await this.post(`/drills/${id}/approve`, {}, 'basin-desk');
    await this.post(`/drills/${id}/arm`, { confirm: id });
    await this.post(`/drills/${id}/start`, {});
    return id;
  }

  act(
    id: string,
    act: 'pause' | 'resume' | 'end' | 'abort' | 'evaluate' | 'report',
    body: object = {},
  ): Promise<DrillSeen> {
    return this.post(`/drills/${id}/${act}`, body);
  }

  /** A route of the API under a drill; `script`, `score`, `report`. */
  async read<T>(id: string, what = ''): Promise<T> {
    const { status, body } = await this.installation.call<T>(
      `/drills/${id}${what}`,
      undefined,
      this.token('director-desk'),
    );
    if (status !== 200) throw new Error(`GET /drills/${id}${what}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Waits until the drill is in one of these states. */
  async until(id: string, states: readonly string[], timeoutMs: number): Promise<DrillSeen> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      // While the service is down there is nothing to read.
      const seen = await this.read<DrillSeen>(id).catch(() => null);
      if (seen !== null && states.includes(seen.state)) return seen;
      if (performance.now() > end)
        throw new Error(`drill ${id} is ${JSON.stringify(seen)}, not ${states.join(' or ')}`);
      await pause(LOOK_MS);
    }
  }

  private async post<T>(path: string, body: object, username = 'director-desk'): Promise<T> {
    const answer = await this.installation.call<T>(path, body, this.token(username));
    if (answer.status >= 300) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  private token(username: string): string {
    const login = this.installation.demo.operators.find((one) => one.username === username);
    if (login === undefined) throw new Error(`nobody called ${username} in the demo`);
    return login.token;
  }
}
