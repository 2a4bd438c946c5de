import { readFileSync, statSync } from 'node:fs';
import { type Problem, writePath } from '@cofferdam/domain';
import { readYaml } from '../parks/yaml';

/** As much as the API takes of a scenario. */
const MAX_BYTES = 256 * 1024;

/** A scenario's file as it was read: its data, or why there are none. */
export interface ScenarioFile {
  /** Undefined where the file cannot be read as YAML. */
  readonly data: unknown;
  /** One line a problem: `scenarios/x.yaml:12:5 …`. */
  readonly problems: readonly string[];
  /** A problem found later, with its place in this file. `at`: `injects.2.payload.outlet`. */
  readonly write: (problem: { readonly at: string; readonly detail: string }) => string;
}

function unread(file: string, message: string): ScenarioFile {
  const line = `${file}:1:1 ${message}`;
  return { data: undefined, problems: [line], write: () => line };
}

/** The steps of a path that was joined by dots: numbers are places in a list. */
const stepsOf = (at: string): Problem['path'] =>
  at === '' ? [] : at.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** Reads one YAML file; what it means is for `checkScenario` to judge. Never throws for what is in it. */
export function loadScenario(file: string): ScenarioFile {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) return unread(file, 'is no file');
  if (stat.size > MAX_BYTES) return unread(file, `is too large: ${stat.size} bytes, at most ${MAX_BYTES}`);
  const yaml = readYaml(readFileSync(file, 'utf8'));
  return {
    data: yaml.data,
    problems: yaml.errors.map(({ line, column, message }) => `${file}:${line}:${column} ${message}`),
    write: ({ at, detail }) => {
      const path = stepsOf(at);
      const { line, column } = yaml.locate(path);
      return `${file}:${line}:${column}${path.length > 0 ? ` ${writePath(path)}:` : ''} ${detail}`;
    },
  };
}
