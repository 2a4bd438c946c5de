import { Injectable } from '@nestjs/common';

/** Throws, or answers why not, while something that the process needs is away. */
type Check = () => Promise<void>;

export interface Health {
  readonly ready: boolean;
  /** By the name of what was checked: `ok`, or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 2_000;

/** Whether the process can do its work now; each room says what it needs. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();

  needs(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  async look(): Promise<Health> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await verdict(check)] as const),
    );
    return { ready: results.every(([, text]) => text === 'ok'), checks: Object.fromEntries(results) };
  }
}

async function verdict(check: Check): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), PATIENCE_MS);
  });
  const asked = check().then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
