import { channelOf, CHANNELS } from '@cofferdam/channels';
import type { ChannelSetup, User } from '@cofferdam/domain';
import type { ChannelUse } from '@cofferdam/records';
import { z } from 'zod';
import { maskSettings } from './settings';

/** Whether somebody may set this park's channels up; null: every park's. */
export const setsUp = ({ role, parks }: User, park: string | null): boolean =>
  (role === 'admin' || role === 'engineer') && (parks.includes('*') || (park !== null && parks.includes(park)));

/** A channel as its caller may see it: how it is set is for those who set channels up, and secrets are for nobody. */
export function viewChannel(user: User, setup: ChannelSetup, use: ChannelUse) {
  const { id, park, kind, name, language, enabled, version, settings } = setup;
  const channel = channelOf(kind);
  const keeper = user.role === 'admin' || user.role === 'engineer';
  return {
    ...{ id, park, kind, name, language, enabled, version, collective: channel.collective },
    settings: keeper ? maskSettings(channel, settings) : null,
    usedBy: keeper ? { desks: [...use.desks], users: [...use.users] } : null,
    editable: setsUp(user, park),
  };
}

type Json = Record<string, unknown>;

/** Every kind that can be set up, and what it needs. */
export const viewKinds = () =>
  CHANNELS.map(({ kind, collective, secrets, settings, address }) => ({
    ...{ kind, collective, secrets: [...secrets] },
    settings: jsonSchema(settings),
    address: address === null ? null : jsonSchema(address),
  }));

const jsonSchema = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
