import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { waitFor } from './wait-for';

const ROOT = join(__dirname, '..', '..', '..');
const LAST_LINES = 60;

export type AppName = 'station' | 'ingestion' | 'rule-engine' | 'alert-worker' | 'operator-api' | 'simulator';

/** Where a built program of an app is. Build first: `npm run build`. */
export const builtProgram = (app: AppName | 'drill', program = 'main'): string =>
  join(ROOT, 'dist', app, 'apps', app, 'src', `${program}.js`);

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** One of our processes as it runs in production: built, apart, and mortal. */
export class BuiltProcess {
  private output: string[] = [];
  private child: ChildProcess;

  constructor(
    readonly app: AppName,
    private readonly env: NodeJS.ProcessEnv,
    readonly url: string,
  ) {
    this.child = this.spawn();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The last lines that it said. */
  get said(): string {
    return this.output.join('');
  }

  /** @throws with its last words when it ends before it is ready */
  async ready(timeoutMs = 30_000): Promise<this> {
    const asked = async (): Promise<boolean> => {
      if (!this.alive) return true;
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      return answer?.status === 200;
    };
    await waitFor(asked, { what: `${this.app} to be ready`, timeoutMs, everyMs: 50 }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.said}`);
    });
    if (!this.alive) throw new Error(`${this.app} ended at its start:\n${this.said}`);
    return this;
  }

  /** Sends the signal and waits until it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.alive) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }

  /** Stops it in its tracks (SIGSTOP) or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /** Starts it again after it ended. */
  restart(): Promise<this> {
    this.child = this.spawn();
    return this.ready();
  }

  private spawn(): ChildProcess {
    const child = spawn(process.execPath, [builtProgram(this.app)], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (chunk: Buffer): void => {
      this.output.push(chunk.toString());
      this.output = this.output.slice(-LAST_LINES);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    return child;
  }
}
