import type { Role } from '@cofferdam/domain';
import type { Words } from '../language/words';

/** `Park desk or Basin desk` in the reader's language. */
export const rolesText = (roles: readonly Role[], { header, act }: Words): string =>
  roles.map((role) => header.role[role]).join(act.or);
