import type { User } from '@cofferdam/domain';

/** Who acts where no person does. */
export const SYSTEM: User = { username: 'system', role: 'admin', parks: ['*'] };
