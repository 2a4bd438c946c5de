import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule, loadParks, SETTINGS, type Settings } from '@cofferdam/config';
import { DEFAULT_LANGUAGE, type Park, type Role } from '@cofferdam/domain';
import { passwordLine } from '@cofferdam/mqtt';
import { ProcessModule } from '@cofferdam/process';
import { Channels, Contacts, Records, RecordsModule, Sessions, Users } from '@cofferdam/records';
import { contactPointsOf, demoChannels, type DemoMessages, messagesIn, moved, movedPoints } from './demo-channels';
import { DEMO_USERS } from './demo-users';

/** A demo's log-ins stay valid for this long, so that scripts can use the token in `demo.json`. */
const TOKEN_HOURS = 24 * 30;

interface Login {
  readonly username: string;
  readonly password: string;
}

interface DemoFile {
  readonly api: string;
  readonly console: string;
  readonly mqtt: string;
  /** Shows what would have been sent; absent where no provider of messages is played. */
  readonly messages?: string;
  readonly operator: Login & { readonly token: string };
  readonly operators: readonly (Login & {
    readonly token: string;
    readonly role: Role;
    readonly parks: readonly string[];
  })[];
  readonly monitors: readonly (Login & {
    readonly id: string;
    readonly park: string;
    readonly outlet: string;
    readonly factors: readonly string[];
    readonly simulated: boolean;
  })[];
}

@Module({ imports: [ConfigModule, ProcessModule, RecordsModule] })
class DemoModule {}

/**
 * Makes what a demo needs beside the service: its users, a log-in for every outlet's logger, and
 * `demo.json`, which says all of it to people and scripts. Passwords are made once and kept in that file.
 */
async function provide(): Promise<void> {
  const local = process.env['COFFERDAM_LOCAL'] ?? '.local';
  const file = join(local, 'demo.json');
  const app = await NestFactory.createApplicationContext(DemoModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const settings = app.get<Settings>(SETTINGS);
  const { parks } = loadParks(settings.parksDir);
  const known = new Map(loginsIn(file).map(({ username, password }) => [username, password]));
  const passwordOf = (username: string): string => known.get(username) ?? randomBytes(12).toString('base64url');

  const operators = await makeUsers(app.get(Users), app.get(Sessions), parks, passwordOf);
  const monitors = parks.flatMap((park) => monitorsOf(park, passwordOf));
  const [operator] = operators.filter(({ role }) => role === 'admin');
  if (operator === undefined) throw new Error('no administrator among the demo users');
  const messages = messagesIn(local);
  if (messages !== null) await setUpChannels(app, messages, parks);
  const http = `http://${settings.httpHost}:${settings.httpPort}`;
  const { username, password, token } = operator;
  const broker = new URL(settings.mqttUrl);
  const demo: DemoFile = {
    api: http,
    console: `${http}/`,
    mqtt: `mqtt://${broker.host}`,
    ...(messages !== null && { messages: messages.page }),
    operator: { username, password, token },
    operators,
    monitors,
  };
  mkdirSync(join(local, 'mosquitto'), { recursive: true });
  writePrivately(file, `${JSON.stringify(demo, null, 2)}\n`);
  const devices = new Map(monitors.map((monitor) => [monitor.username, monitor.password]));
  const lines = [...devices].map(([name, word]) => passwordLine(name, word));
  writePrivately(join(local, 'mosquitto', 'devices.passwd'), `${lines.join('\n')}\n`);
  await app.close();
}

/** Every channel at its played provider, and where each user is reached. Repeating it changes nothing. */
async function setUpChannels(
  app: INestApplicationContext,
  messages: DemoMessages,
  parks: readonly Park[],
): Promise<void> {
  const [channels, contacts] = [app.get(Channels), app.get(Contacts)];
  await app.get(Records).transaction(async (tx) => {
    for (const wanted of demoChannels(messages)) {
      const setup = moved(await channels.get(tx, wanted.id), wanted);
      if (setup !== null) await channels.put(tx, setup, 'demo');
    }
    for (const user of DEMO_USERS) {
      const before = await contacts.of(tx, user.username);
      await contacts.set(tx, user.username, movedPoints(before, contactPointsOf(user, messages, parks)));
    }
  });
}

async function makeUsers(
  users: Users,
  sessions: Sessions,
  parks: readonly Park[],
  passwordOf: (username: string) => string,
): Promise<DemoFile['operators']> {
  const scope = parks.map(({ id }) => id);
  return Promise.all(
    DEMO_USERS.map(async ({ username, role, language = DEFAULT_LANGUAGE }) => {
      const password = passwordOf(username);
      await users.create({ username, password, role, parks: scope, language });
      const { token } = await sessions.open({ username, role, parks: scope }, TOKEN_HOURS);
      return { username, password, token, role, parks: scope };
    }),
  );
}

function monitorsOf(park: Park, passwordOf: (username: string) => string): DemoFile['monitors'] {
  return park.outlets.flatMap((outlet) => {
    const username = `${park.id}/outlets/${outlet.id}`;
    if (outlet.monitors.length === 0) return [];
    const password = passwordOf(username);
    return outlet.monitors.map(({ id, factors, simulated }) => ({
      id,
      park: park.id,
      outlet: outlet.id,
      username,
      password,
      factors: Object.keys(factors),
      simulated,
    }));
  });
}

/** Two monitors of one outlet share its log-in; the first password is theirs. */
function loginsIn(file: string): Login[] {
  if (!existsSync(file)) return [];
  const demo = JSON.parse(readFileSync(file, 'utf8')) as DemoFile;
  return [...demo.operators, ...demo.monitors];
}

function writePrivately(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above counts for new files only
}

provide().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
});
