import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Each rule with a line of code that breaks it and the place where that line would stand. */
const violations: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['domain-is-pure', 'libs/domain/src/planted.ts', "import { readFileSync } from 'node:fs'; void readFileSync;"],
  ['formats-know-only-the-domain', 'libs/formats/src/planted.ts', "import { Redis } from 'ioredis'; void Redis;"],
  ['libs-never-import-apps', 'libs/process/src/planted.ts', "export * from '../../../apps/station/src/app.module';"],
  ['apps-never-import-each-other', 'apps/ingestion/src/planted.ts', "export * from '../../station/src/app.module';"],
  ['rooms-are-entered-by-the-front-door', 'libs/evaluation/src/planted.ts', "export * from '../../redis/src/keys';"],
  ['stages-never-import-each-other', 'libs/alerting/src/planted.ts', "export * from '@cofferdam/evaluation';"],
  ['technologies-never-import-stages', 'libs/redis/src/planted.ts', "export * from '@cofferdam/evaluation';"],
  ['only-tests-import-testing', 'libs/redis/src/planted.ts', "export * from '@cofferdam/testing';"],
  ['the-console-knows-only-types-of-the-domain', 'apps/console/src/planted.ts', "export * from '@cofferdam/redis';"],
  ['mqtt-in-one-room', 'libs/redis/src/planted.ts', "import mqtt from 'mqtt'; void mqtt;"],
  ['ioredis-in-one-room', 'libs/mqtt/src/planted.ts', "import { Redis } from 'ioredis'; void Redis;"],
  ['bullmq-in-one-room', 'libs/redis/src/planted.ts', "import { Queue } from 'bullmq'; void Queue;"],
  ['influx-in-one-room', 'libs/mqtt/src/planted.ts', "import { InfluxDB } from 'influx'; void InfluxDB;"],
  ['pg-in-one-room', 'libs/mqtt/src/planted.ts', "import { sql } from 'kysely'; void sql;"],
  ['yaml-in-one-room', 'libs/mqtt/src/planted.ts', "import { parse } from 'yaml'; void parse;"],
  ['prom-client-in-one-room', 'libs/mqtt/src/planted.ts', "import { Counter } from 'prom-client'; void Counter;"],
  ['cap-is-pure', 'libs/cap/src/planted.ts', "import { Injectable } from '@nestjs/common'; void Injectable;"],
  ['only-the-demo-and-tests-import-providers', 'libs/redis/src/planted.ts', "export * from '@cofferdam/providers';"],
  ['nodemailer-in-one-room', 'libs/mqtt/src/planted.ts', "import nodemailer from 'nodemailer'; void nodemailer;"],
  ['smtp-server-in-one-room', 'libs/mqtt/src/planted.ts', "import { SMTPServer } from 'smtp-server'; void SMTPServer;"],
  ['xml-crypto-in-one-room', 'libs/mqtt/src/planted.ts', "import { SignedXml } from 'xml-crypto'; void SignedXml;"],
  [
    'standardwebhooks-in-one-room',
    'libs/mqtt/src/planted.ts',
    "import { Webhook } from 'standardwebhooks'; void Webhook;",
  ],
  ['no-cycles', 'libs/process/src/planted-too.ts', "export * from './planted';"],
];

const cruise = (cwd: string, ...files: string[]) =>
  spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', '.bin', 'depcruise'),
      ...files,
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
    ],
    { cwd, encoding: 'utf8' },
  );

/** A copy of the tree, so that nothing else that reads the real one meets the planted files. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'cofferdam-rules-'));
  for (const name of ['apps', 'libs', 'tsconfig.json', '.dependency-cruiser.cjs', 'package.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

test('the tree keeps to its import rules', () => {
  expect(cruise(root, 'apps', 'libs').stdout).toContain('no dependency violations found');
});

test('each rule catches a planted violation', () => {
  const texts = new Map([['libs/process/src/planted.ts', "export * from './planted-too';\n"]]);
  for (const [, file, line] of violations) texts.set(file, `${texts.get(file) ?? ''}${line}\n`);
  const copy = copyOfTree();
  try {
    for (const [file, text] of texts) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    const { stdout } = cruise(copy, ...texts.keys());
    const missed = violations.filter(([rule, file]) => !stdout.includes(`${rule}: ${file}`));
    expect(missed.map(([rule]) => rule)).toEqual([]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test('every rule of the configuration has a planted violation', () => {
  const script = "console.log(require('./.dependency-cruiser.cjs').forbidden.map((r) => r.name).join('\\n'))";
  const names = execFileSync('node', ['-e', script], { cwd: root, encoding: 'utf8' }).trim().split('\n');
  expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(names));
});
