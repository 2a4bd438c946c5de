import { gravity, type Severity } from '../condition/condition';

/** A message on its way to one recipient: the last three are for good. */
export const DELIVERY_STATES = ['PENDING', 'SENT', 'FAILED', 'CANCELLED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

type Colour = { readonly severity: Severity; readonly toxic: boolean };

/** What a robot's reserve is kept for, and what waits ten seconds at most. */
export const isGrave = ({ severity, toxic }: Colour): boolean => severity === 'red' || toxic;

/** Order of sending, greater first: red and toxic 4, then by colour, blue 0. */
export const urgencyOf = (message: Colour): number => (isGrave(message) ? 4 : gravity(message.severity));

/** A desk as a recipient: its robots, not its people. User names have no `:`. */
export const deskRecipient = (desk: string): string => `desk:${desk}`;
/** The desk's id; null for a person. */
export const deskOfRecipient = (recipient: string): string | null =>
  recipient.startsWith('desk:') ? recipient.slice('desk:'.length) : null;
