import { randomBytes } from 'node:crypto';

/** Account of the service itself in PostgreSQL, InfluxDB and Mosquitto, and the name of its databases. */
export const SERVICE = 'cofferdam';

/** A fresh password; safe in a URL, a configuration file and a shell. */
export const newPassword = () => randomBytes(24).toString('base64url');
