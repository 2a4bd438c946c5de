import { z } from 'zod';

/** Ids are used in MQTT topics, URLs and file names. */
export const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/, 'lower-case letters, digits and dashes, at most 48');
/** A thing's name in both languages. */
export const Name = z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(80) });
