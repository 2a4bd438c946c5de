import { z } from 'zod';
import type { Channel } from '../channel';

const Settings = z.strictObject({});
type Settings = z.infer<typeof Settings>;

/** Tells nobody: for trying things out. */
export const logChannel: Channel<Settings> = {
  ...{ kind: 'log', settings: Settings, secrets: [], collective: false, address: z.string().min(1).max(64) },
  ...{ allowances: [], reserved: 0, size: { unit: 'characters', max: 10_000 } },
  send: async (_, { to }) => ({ ok: true, answer: `written for ${to ?? 'everybody'}` }),
};
