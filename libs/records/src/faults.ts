const RETRIED = /^(57P0|08|40001$|40P01$|55P03$)/;
const CONNECTION = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;
/** What pg says without a code when the connection broke under a statement, a lost COMMIT included. */
const BROKEN =
  /connection (terminated|ended|error)|not queryable|timeout exceeded when trying to connect|client was closed/i;

/** What a failure tells of itself. Node's own errors may come from another realm, where `instanceof` fails. */
interface Fault {
  readonly code?: unknown;
  readonly message?: unknown;
  /** Of a connection attempt to several addresses. */
  readonly errors?: readonly unknown[];
}
const faultOf = (error: unknown): Fault => (typeof error === 'object' && error !== null ? error : {});
const codeOf = ({ code }: Fault): string => (typeof code === 'string' ? code : '');

/**
 * True for troubles that another attempt may not meet: PostgreSQL restarting (57P0x), connections (class 08, ECONN*),
 * serialisation failures, deadlocks and lock timeouts (40001, 40P01, 55P03).
 */
export function isTransient(error: unknown): boolean {
  const fault = faultOf(error);
  const code = codeOf(fault);
  if (RETRIED.test(code) || CONNECTION.test(code)) return true;
  if (Array.isArray(fault.errors)) return fault.errors.some(isTransient);
  return code === '' && typeof fault.message === 'string' && BROKEN.test(fault.message);
}

/**
 * True where the data itself cannot be stored, however often one tries: SQLSTATE classes 22 (data), 23 (constraints) and
 * 54 (limits), or a mistake in its shape. Anything else (a full disk, a missing table) is not the data's fault.
 */
export function blamesData(error: unknown): boolean {
  const code = codeOf(faultOf(error));
  if (code !== '') return /^(22|23|54)/.test(code);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
