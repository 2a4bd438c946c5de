import { isBlank, type Rule } from './rule';

export const scopeRules: readonly Rule[] = [
  {
    code: 'E_RESTRICTION_REQUIRED',
    says: 'a Restricted message says who may see it',
    clause: 'CAP 1.2, 3.2.1 restriction',
    broken: ({ scope, restriction }) => scope === 'Restricted' && isBlank(restriction),
  },
  {
    code: 'E_RESTRICTION_SCOPE_MISMATCH',
    says: 'only a Restricted message has a restriction',
    clause: 'CAP 1.2, 3.2.1 restriction; profile 5.2',
    broken: ({ scope, restriction }) => scope !== undefined && scope !== 'Restricted' && !isBlank(restriction),
  },
  {
    code: 'E_ADDRESSES_REQUIRED',
    says: 'a Private message says to whom it is addressed',
    clause: 'CAP 1.2, 3.2.1 addresses',
    broken: ({ scope, addresses }) => scope === 'Private' && isBlank(addresses),
  },
];
