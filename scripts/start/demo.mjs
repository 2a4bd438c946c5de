import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addLogins } from '../services/permanent.mjs';
import { run } from '../services/processes.mjs';
import { LOCAL, ROOT } from '../services/state.mjs';

const SCRIPT = join(ROOT, 'dist/station/apps/station/src/demo.js');
const MESSAGES = join(ROOT, 'dist/simulator/apps/simulator/src/messages/prepare.js');
const DEVICES = join(LOCAL, 'mosquitto/devices.passwd');
const DEMO = join(LOCAL, 'demo.json');

/** What the demo's provisioning wrote; null before the first time. */
export const readDemo = () => (existsSync(DEMO) ? JSON.parse(readFileSync(DEMO, 'utf8')) : null);

/**
 * Makes the demo's parks, users, devices and providers of messages, and gives the devices' logins to the broker. Repeating it changes nothing.
 * @returns what is in `.local/demo.json`
 */
export async function provisionDemo(env, say) {
  await run({ file: process.execPath, args: [MESSAGES], env }, { folder: ROOT });
  await run({ file: process.execPath, args: [SCRIPT], env }, { folder: ROOT });
  if (existsSync(DEVICES)) {
    const lines = readFileSync(DEVICES, 'utf8').split('\n').filter(Boolean);
    const added = await addLogins(lines);
    if (!added)
      say(`the broker is not ours: give it the devices' logins in ${DEVICES} and the access list deploy/mosquitto/acl`);
  }
  return readDemo();
}

/** The lines that a newcomer needs, in both languages of the console. */
export function welcome({ console: page, messages, mqtt, operators = [] }) {
  const rows = operators.map(({ username, password, role }) => `    ${role.padEnd(11)} ${username}  ${password}`);
  return [
    '',
    `  Console 控制台   ${page}`,
    `  Messages 消息    ${messages}   what would have been sent 本应发出的消息`,
    `  MQTT             ${mqtt}`,
    '  Log-ins 登录账号 (role, user, password 角色、用户、密码):',
    ...rows,
    '  Everything for programs is in .local/demo.json · Ctrl-C stops 按 Ctrl-C 停止',
    '',
  ].join('\n');
}
