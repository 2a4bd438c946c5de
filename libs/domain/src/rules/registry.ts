import type { Rule } from '../park/park';
import { limit } from './limit';
import type { Place, Watch } from './rule';
import { silence } from './silence';

/** Every kind of rule: one line each. */
export const RULE_KINDS = { limit, silence } as const;

/** What a rule watches at a monitor; nothing where its scope leaves the outlet out. */
export function watchesOf(rule: Rule, place: Place): readonly Watch[] {
  const { id, kind } = place.outlet;
  if (rule.outlets !== undefined && !rule.outlets.includes(id)) return [];
  if (rule.kinds !== undefined && !rule.kinds.includes(kind)) return [];
  switch (rule.kind) {
    case 'limit':
      return RULE_KINDS.limit.watches(rule, place);
    case 'silence':
      return RULE_KINDS.silence.watches(rule, place);
  }
}
