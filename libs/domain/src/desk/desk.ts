import { z } from 'zod';
import { Id, Name } from '../park/id';
import { TIERS } from '../tier/tier';

/** 00:00 to 24:00 in the park's zone. */
const Clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'HH:MM, 00:00 to 24:00');
const Username = z.string().min(1).max(64);
/** As it is dialled; kept with the park, shown to those who see the park, never logged. */
const Phone = z.string().regex(/^\+?[0-9][0-9 -]{2,24}$/, 'digits, spaces and dashes, 3 to 25');

const Shift = z.strictObject({
  id: Id,
  name: Name,
  from: Clock,
  /** Earlier than `from`: the shift ends on the next day. */
  to: Clock,
  /** Days on which it begins, 1 Monday to 7 Sunday; all where absent. */
  days: z.array(z.number().int().min(1).max(7)).min(1).optional(),
  /** User names of the desk's members. */
  members: z.array(Username).min(1).max(50),
});

/** A duty desk: who answers for a tier of a park, or of one enterprise of it. Part of a park file and of the API. */
export const DeskSchema = z.strictObject({
  id: Id,
  name: Name,
  tier: z.enum(TIERS),
  /** Unit and enterprise desks: whose; every enterprise's of the park where absent. */
  enterprise: Id.optional(),
  unit: Id.optional(),
  /** The desk's own line: the fall-back that is shown on every screen. */
  phone: Phone.optional(),
  members: z
    .array(
      z.strictObject({
        user: Username,
        phone: Phone.optional(),
        /** Who is paged in this one's place when they cannot be reached. */
        substitute: Username.optional(),
      }),
    )
    .max(200)
    .default([]),
  /** Channels that are the desk's as a whole: robots in its chat groups. */
  channels: z.array(Id).max(10).optional(),
  /** Without shifts every member is on duty at all hours. */
  shifts: z.array(Shift).max(50).default([]),
});
export type Desk = z.infer<typeof DeskSchema>;
export type Shift = Desk['shifts'][number];
