/** A message that cannot be written, signed or chained; `rule` says which rule forbids it. */
export class CapError extends Error {
  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(`${rule}: ${message}`);
    this.name = 'CapError';
  }
}
