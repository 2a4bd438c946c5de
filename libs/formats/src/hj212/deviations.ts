/** A frame full of oddities must not grow without bound on its way through queues and logs. */
const MOST = 64;
const LONGEST_SUBJECT = 40;

/** Where a device departs from the standard, each said once. */
export class Deviations {
  readonly list: string[] = [];

  /** Adds `what`, or `what:subject`. */
  note(what: string, subject?: string): void {
    const entry = subject === undefined ? what : `${what}:${subject.slice(0, LONGEST_SUBJECT)}`;
    if (this.list.length < MOST && !this.list.includes(entry)) this.list.push(entry);
  }
}
