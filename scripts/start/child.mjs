import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, end } from '../services/processes.mjs';

const STOP_MS = 15_000;
const MINUTE_MS = 60_000;
const RESTARTS_A_MINUTE = 5;
const BETWEEN_MS = 500;

/** Lines of Nest's logger, or of a JSON log, that somebody at the terminal should see. */
const IS_GRAVE = /\s(WARN|ERROR|FATAL)\s|"level":"(warn|error|fatal)"/;

/** One of our processes, started again when it dies. Its output goes to a log file, its warnings to the terminal. */
export class Child {
  #ends = [];
  #stopping = false;
  #process = null;
  #fail;

  /**
   * @param title what the lines on the terminal call it
   * @param script path of its main file; absolute, so that its command line says whose it is
   */
  constructor({ title, script, env, cwd, log, say, onPid }) {
    Object.assign(this, { title, script, env, cwd, say, onPid });
    this.log = createWriteStream(log, { flags: 'a', mode: 0o600 });
    /** Rejects when it dies too often to be started again. */
    this.failure = new Promise((_, reject) => (this.#fail = reject));
    this.failure.catch(() => undefined);
  }

  start() {
    // A session of its own: Ctrl-C reaches us, and we end our processes before their services.
    const options = { cwd: this.cwd, env: this.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true };
    const child = spawn(process.execPath, [this.script], options);
    this.#process = child;
    this.onPid(child.pid);
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line, IS_GRAVE.test(line)));
    createInterface({ input: child.stderr }).on('line', (line) => this.#hear(line, true));
    child.once('error', (error) => this.#fail(error));
    child.once('close', (code, signal) => void this.#ended(signal ?? `code ${code}`));
  }

  #hear(line, grave) {
    this.log.write(`${line}\n`);
    if (grave && !this.#stopping) this.say(`${this.title}: ${line}`);
  }

  async #ended(how) {
    this.onPid(null);
    if (this.#stopping) return;
    const now = performance.now();
    this.#ends = [...this.#ends.filter((at) => now - at < MINUTE_MS), now];
    if (this.#ends.length > RESTARTS_A_MINUTE) {
      this.#fail(new Error(`${this.title} ended ${this.#ends.length} times in a minute; its log says why`));
      return;
    }
    this.say(`${this.title} ended (${how}) and is started again`);
    await pause(BETWEEN_MS);
    if (!this.#stopping) this.start();
  }

  async stop() {
    this.#stopping = true;
    if (this.#process?.pid) await end(this.#process.pid, 'SIGTERM', STOP_MS);
    this.log.end();
  }
}

/** Ends processes that a start left behind when it was killed. Proven by their command lines. */
export async function endLeftOvers(pids, script) {
  for (const pid of pids) {
    if (commandOf(pid).includes(script)) await end(pid, 'SIGTERM', STOP_MS);
  }
}
