import { Problem } from './problem';

/** Reasons that lie in the person; the others lie in how the thing stands. */
const PERSONAL: ReadonlySet<string> = new Set([
  'not-on-duty',
  'role-too-low',
  'same-person',
  'not-a-member',
  'not-a-participant',
  'plays',
]);

/** An act that the domain refuses, with its word for why: 403 for who asks, 409 for what there is. */
export const refused = ({ reason, detail }: { readonly reason: string; readonly detail: string }): Problem =>
  new Problem(PERSONAL.has(reason) ? 'forbidden' : 'act-refused', detail, { reason });
