import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import { openCap } from './document';

const SCHEMA = join('libs', 'cap', 'schema', 'CAP-v1.2.xsd');
/** Pages of 64 KiB that the validator may take: room for the tree of the largest message that is looked into. */
const MAX_PAGES = 4096;
/** Complaints that are passed on. */
const MAX_PROBLEMS = 20;

export interface SchemaVerdict {
  readonly valid: boolean;
  readonly problems: readonly string[];
}

/** The schema lies in the project, above this file both as source and as built. */
function schemaText(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, SCHEMA);
    if (existsSync(file)) return readFileSync(file, 'utf8');
    if (dirname(folder) === folder) throw new Error(`${SCHEMA} is missing`);
  }
}

let schema: string | null = null;

/**
 * What the schema of OASIS says of a message. Takes 100 to 450 ms on a thread of its own: for tests, tools and what comes from
 * outside, not for what we write ourselves.
 */
export async function checkSchema(xml: string | Uint8Array): Promise<SchemaVerdict> {
  const opened = openCap(xml);
  if (!opened.ok) return { valid: false, problems: [opened.reason] };
  schema ??= schemaText();
  try {
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'message.xml', contents: opened.text }],
      schema: [{ fileName: 'CAP-v1.2.xsd', contents: schema }],
      maxMemoryPages: MAX_PAGES,
      modifyArguments: (args) => ['--nonet', ...args],
    });
    return { valid, problems: errors.slice(0, MAX_PROBLEMS).map(({ message }) => message) };
  } catch (error) {
    // The validator ends like this for what is not well-formed, and for what it has no memory for.
    return { valid: false, problems: [error instanceof Error ? error.message.slice(0, 500) : 'not well-formed'] };
  }
}
