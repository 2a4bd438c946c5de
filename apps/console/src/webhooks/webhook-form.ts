import type { WebhookDraft } from '@cofferdam/domain';
import type { WebhookView } from '../api/webhooks';
import { WEBHOOK_FAMILIES } from '../language/webhook-words';
import { isChecked, textOf } from '../page/form';

export const EVERY_PARK = '*';

/** A webhook from the form. Types that the form does not offer stay as they were. */
export function draftIn(form: FormData, before: WebhookView | null): WebhookDraft {
  const park = textOf(form, 'park');
  const finer = (before?.types ?? []).filter((type) => !(WEBHOOK_FAMILIES as readonly string[]).includes(type));
  return {
    park: park === EVERY_PARK ? null : park,
    name: textOf(form, 'name'),
    url: textOf(form, 'url'),
    types: [...WEBHOOK_FAMILIES.filter((family) => form.getAll('types').includes(family)), ...finer],
    exercise: isChecked(form, 'exercise'),
    enabled: before === null || isChecked(form, 'enabled'),
  };
}

export type WebhookState = 'on' | 'off' | 'gone' | 'waits';

export function stateOf({ enabled, disabledWhy, retryAt }: WebhookView, now: number): WebhookState {
  if (!enabled) return disabledWhy === 'gone' ? 'gone' : 'off';
  return retryAt !== null && Date.parse(retryAt) > now ? 'waits' : 'on';
}
