import { createHmac, randomBytes } from 'node:crypto';

/** Account of the service itself in PostgreSQL, InfluxDB and Mosquitto, and the name of its databases. */
export const SERVICE = 'cofferdam';

/** A fresh password; safe in a URL, a configuration file and a shell. */
export const newPassword = () => randomBytes(24).toString('base64url');

/** The account at the broker with which drills speak, under `drills/` only. */
export const DRILLS = 'drills';

/**
 * The drills' password follows from the service's, so that the two are made, kept and lost together; the way back from it
 * is closed.
 */
export const drillPassword = (password) => createHmac('sha256', password).update(DRILLS).digest('base64url');
