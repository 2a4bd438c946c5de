import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CapMessage, type IncidentChain, judge, makeKey, type SigningKey, signCap } from '@cofferdam/cap';
import { type Class, LIVE, type Timeline } from '@cofferdam/domain';
import { CapMessages, Records } from '@cofferdam/records';
import { sharedServices } from '@cofferdam/testing';
import { sql } from 'kysely';
import { validateXML } from 'xmllint-wasm';
import { CapLife, type Keeping, MONTH_MS, seeded } from './cap-month';
import { report } from './results';

const INCIDENTS = 400;
const DRILL: Timeline = { class: 'exercise', drill: 'autumn-drill' };
/** One in twenty belongs to an exercise. */
const DRILL_SHARE = 0.05;
const BEGIN = Date.parse('2026-10-01T00:00:00+08:00');
const A_CALL = 50;
const SCHEMA = readFileSync(join(__dirname, '../../libs/cap/schema/CAP-v1.2.xsd'), 'utf8');

interface Row {
  readonly identifier: string;
  readonly incident: string;
  readonly class: Class;
  readonly run: number;
  readonly revision: number;
  readonly expires: number;
  readonly document: CapMessage;
  readonly xml: string | null;
}

/** How many of these the schema of OASIS finds wrong. */
async function invalidOf(texts: readonly string[]): Promise<number> {
  let wrong = 0;
  for (let n = 0; n < texts.length; n += A_CALL) {
    const xml = texts.slice(n, n + A_CALL).map((contents, at) => ({ fileName: `${n + at}.xml`, contents }));
    const schema = [{ fileName: 'CAP-v1.2.xsd', contents: SCHEMA }];
    const { valid, rawOutput } = await validateXML({
      ...{ xml, schema, maxMemoryPages: 4096 },
      modifyArguments: (args: string[]) => ['--nonet', ...args],
    });
    const passed = rawOutput.match(/^\S+ validates$/gm)?.length ?? 0;
    wrong += valid ? 0 : xml.length - passed;
    if (valid && passed !== xml.length) wrong += xml.length - passed;
  }
  return wrong;
}

/** How many of these xmlsec1 does not verify by the certificate of their class; null where it is not installed. */
async function unverifiedOf(rows: readonly Row[], keys: ReadonlyMap<Class, SigningKey>): Promise<number | null> {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-xmlsec-'));
  const run = promisify(execFile);
  try {
    if (!(await run('xmlsec1', ['--version']).catch(() => null))) return null;
    for (const [kind, key] of keys) writeFileSync(join(folder, `${kind}.pem`), key.certificate);
    let wrong = 0;
    for (const row of rows) {
      const file = join(folder, 'message.xml');
      writeFileSync(file, row.xml ?? '');
      const args = ['--verify', '--pubkey-cert-pem', join(folder, `${row.class}.pem`), file];
      await run('xmlsec1', args).catch(() => (wrong += 1));
    }
    return wrong;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isEnd = ({ msgType, infos, note }: CapMessage): boolean =>
  msgType === 'Cancel' ||
  infos.every(({ responseTypes }) => responseTypes.includes('AllClear')) ||
  /reason=merged/.test(note ?? '');

/** What is wrong with the chain of one incident, by its messages alone. */
function faultsOf(rows: readonly Row[], over: boolean): string[] {
  const faults: string[] = [];
  rows.forEach(({ document: message, run, revision }, n) => {
    const before = rows[n - 1];
    const fault = (what: string): number => faults.push(`${message.identifier}: ${what}`);
    if (revision !== n + 1) fault('a revision is missing');
    if (before && message.sent <= before.document.sent) fault('sent does not rise');
    const earlier = rows.slice(0, n).filter((row) => row.run === run);
    const living = earlier.filter(({ expires }) => expires > message.sent);
    const named = (living.length > 0 ? living : earlier.slice(-1)).map(({ identifier }) => identifier);
    const refers = message.references.map(({ identifier }) => identifier);
    if (refers.join(' ') !== named.join(' ')) fault('references');
    if ((message.msgType === 'Alert') !== (earlier.length === 0)) fault('an Alert begins a run, nothing else');
    if (earlier.some((row) => isEnd(row.document))) fault('something follows an end');
    if (living.length < earlier.length && !earlier.slice(-1).every(({ expires }) => expires > message.sent))
      fault('it expired before it was renewed');
  });
  const last = rows.at(-1);
  if (last && isEnd(last.document) !== over) faults.push(`${last.incident}: ${over ? 'no' : 'an'} end`);
  return faults;
}

test('CAP messages of a simulated month', async () => {
  const services = await sharedServices();
  const records = new Records(await services.freshDatabase());
  await records.open();
  try {
    const store = new CapMessages();
    const keys = new Map<Class, SigningKey>();
    for (const kind of ['actual', 'exercise'] as const) keys.set(kind, await makeKey({ name: kind, from: BEGIN }));
    const sign = (xml: string, kind: Class): string => signCap(xml, keys.get(kind) as SigningKey);
    const keeping: Keeping = {
      number: ({ class: kind, drill }, now) =>
        records.transaction((tx) => {
          const scope = drill ?? new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
          return store.nextNumber(tx, kind, 'east', scope);
        }),
      earlier: (chain) => records.transaction((tx) => store.ofRun(tx, chain)),
      keep: ({ chain, made }) =>
        records.transaction(async (tx) => {
          await store.save(tx, chain);
          for (const one of made) {
            const leaves = one.xml !== null && one.refused.length === 0;
            await store.add(tx, chain, one, leaves ? sign(one.xml, chain.class) : null);
          }
        }),
    };

    const random = seeded(20_261_001);
    const chains = new Map<string, IncidentChain>();
    for (let n = 0; n < INCIDENTS; n += 1) {
      const opens = BEGIN + Math.floor((random() * MONTH_MS) / 1000) * 1000 + Math.floor(random() * 1000);
      const timeline = random() < DRILL_SHARE ? DRILL : LIVE;
      const chain = await new CapLife(`i${n}`, timeline, opens, BEGIN + MONTH_MS, random, keeping).run();
      if (chain !== null) chains.set(chain.incident, chain);
    }

    const { rows } = await sql<Row>`
      select identifier, incident, class, run, revision, expires, document, xml from cap_message
      order by incident, revision`.execute(records.db);
    const { rows: refused } = await sql`select from cap_message where refused <> '{}'`.execute(records.db);
    const texts = rows.map(({ xml }) => xml ?? '');
    const faults = [...chains].flatMap(([id, { said }]) =>
      faultsOf(
        rows.filter(({ incident }) => incident === id),
        said === null,
      ),
    );
    const broken = texts.filter((xml) => judge(xml).length > 0).length;
    const invalid = await invalidOf(texts);
    // The checkers can say no: a time with a fraction, and a word that was changed after the signature.
    const [first = ''] = texts;
    const spoilt = first.replace(/<sent>([^<]{19})/, '<sent>$1.5');
    const control = await invalidOf([first, spoilt]);
    const changed = { ...(rows[0] as Row), xml: first.replace('<scope>Restricted', '<scope>Public') };
    const forged = await unverifiedOf([changed], keys);
    const unverified = await unverifiedOf(rows, keys);
    const count = (what: (row: Row) => boolean): number => rows.filter(what).length;
    const of = (type: string): number => count(({ document }) => document.msgType === type);
    report('bench', 'cap', [
      { what: 'incidents', measured: chains.size },
      { what: 'messages', measured: rows.length },
      { what: 'Alert, Update, Cancel', measured: ['Alert', 'Update', 'Cancel'].map(of).join(', ') },
      { what: 'to the public', measured: count(({ document }) => document.scope === 'Public') },
      { what: 'of exercises', measured: count((row) => row.class === 'exercise') },
      { what: 'refused by their own rules', measured: refused.length, asked: '0', holds: refused.length === 0 },
      { what: 'breaking a rule as written', measured: broken, asked: '0', holds: broken === 0 },
      { what: 'not valid by the schema', measured: invalid, asked: '0', holds: invalid === 0 },
      { what: 'faults of chains', measured: faults.length, asked: '0', holds: faults.length === 0 },
      {
        ...{ what: 'not verified by xmlsec1, all tried', measured: unverified ?? 'xmlsec1 is not installed' },
        ...{ asked: '0', holds: unverified === 0 },
      },
      { what: 'controls found out (schema, signature)', measured: `${control}, ${forged ?? 'not tried'}` },
    ]);
    expect(faults.slice(0, 5)).toEqual([]);
    expect([refused.length, broken, invalid, control]).toEqual([0, 0, 0, 1]);
    if (unverified !== null) expect([unverified, forged]).toEqual([0, 1]);
  } finally {
    await records.onApplicationShutdown();
    await services.stop();
  }
}, 1_200_000);
