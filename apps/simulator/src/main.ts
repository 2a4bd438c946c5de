import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadParks } from '@cofferdam/config';
import { DeviceClient } from '@cofferdam/mqtt';
import { SimulatedClock } from './clock';
import { packet, type Simulated } from './device';
import { spillsAround } from './spill';

interface DemoFile {
  readonly mqtt: string;
  readonly monitors: readonly { readonly id: string; readonly username: string; readonly password: string }[];
}

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

/** Plays every simulated monitor of the park files until told to stop, each with its outlet's own log-in. */
async function simulate(env: NodeJS.ProcessEnv): Promise<void> {
  const demo = JSON.parse(readFileSync(join(env['COFFERDAM_LOCAL'] ?? '.local', 'demo.json'), 'utf8')) as DemoFile;
  const { parks } = loadParks(env['PARKS_DIR'] ?? 'parks');
  const seed = env['SIMULATOR_SEED'] ?? 'cofferdam';
  const speed = Number(env['SIMULATOR_SPEED'] ?? 1);
  const hoursBack = Number(env['SIMULATOR_HOURS_BACK'] ?? 0);
  const startedAt = Date.now();
  const clock = new SimulatedClock(startedAt, startedAt - hoursBack * 3_600_000, speed);
  const simulated: Simulated[] = parks.flatMap((park) =>
    park.outlets.flatMap((outlet) =>
      outlet.monitors.filter((monitor) => monitor.simulated).map((monitor) => ({ park, outlet, monitor })),
    ),
  );

  async function play(device: Simulated): Promise<void> {
    const login = demo.monitors.find(({ id }) => id === device.monitor.id);
    if (login === undefined) throw new Error(`demo.json has no log-in for monitor ${device.monitor.id}`);
    const client = await DeviceClient.connect({ ...login, url: demo.mqtt });
    const step = device.monitor.interval * 1_000;
    for (let at = Math.ceil(clock.now(Date.now()) / step) * step; ; at += step) {
      await pause(clock.until(at, Date.now()));
      const { kind, payload } = packet(device, at, seed, spillsAround(parks, at, startedAt, seed));
      await client.publish(kind, payload);
    }
  }

  say(`playing ${simulated.length} monitors, seed ${seed}, speed ${speed}`);
  await Promise.all(simulated.map(play));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
simulate(process.env).catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
