import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(__dirname, '../../dist/cap/apps/cap/src/main.js');

const INFO = ['zh-CN', 'en'].map(
  (language) =>
    `<info><language>${language}</language><category>Env</category><event>COD ${language}</event><urgency>Immediate</urgency>` +
    '<severity>Minor</severity><certainty>Observed</certainty><expires>2026-11-24T14:02:05+08:00</expires></info>',
);
const MESSAGE =
  '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender>' +
  '<sent>2026-11-24T10:02:05+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>' +
  `${INFO.join('')}</alert>`;

/** Away from the project's folder: the schema is found from where the command itself lies. */
const check = (input: string) =>
  spawnSync(process.execPath, [MAIN, 'check'], { input, encoding: 'utf8', cwd: tmpdir(), timeout: 30_000 });

test('the built command judges a message by schema and rules', () => {
  expect(check(MESSAGE)).toMatchObject({
    status: 0,
    stdout: '{"ok":true,"schema":true,"rules":[],"signature":"absent"}\n',
    stderr: '',
  });
  expect(check(MESSAGE.replace('Alert', 'Cancel').replace('Minor', 'Blue'))).toMatchObject({
    status: 1,
    stdout: '{"ok":false,"schema":false,"rules":["E_REFERENCES_REQUIRED"],"signature":"absent"}\n',
  });
}, 60_000);
