import { useState } from 'react';
import { testWebhook, type WebhookView } from '../api/webhooks';
import { whole } from '../language/figure';
import { momentOf } from '../language/time';
import { WEBHOOK_FAMILIES, type WebhookFamily } from '../language/webhook-words';
import { useWords } from '../page/preferences';
import type { LiveModel } from '../page/use-live-page';
import { DeliveryList } from './delivery-list';
import { stateOf } from './webhook-form';

export type WebhookAsk = 'change' | 'rotate' | 'remove';

interface WebhookEntryProps {
  readonly hook: WebhookView;
  readonly page: LiveModel;
  readonly onAsk: (ask: WebhookAsk) => void;
  /** Does it at once, and says so. */
  readonly onDo: (act: Promise<unknown>, said: string) => void;
}

/** A webhook: where it goes, of what it tells, how it stands, and what its receiver said last. */
export function WebhookEntry({ hook, page, onAsk, onDo }: WebhookEntryProps) {
  const { webhooks: text } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <li data-webhook={hook.name} data-disabled={!hook.enabled || undefined}>
      <div className="ledger-main">
        <p className="ledger-title">
          {hook.name} <State hook={hook} page={page} />
        </p>
        <p>{hook.url}</p>
        <p>
          <small>
            {hook.park === null ? text.allParks : page.directory.park(hook.park)} · <Types hook={hook} /> ·{' '}
            {text.counts(whole(hook.pending), whole(hook.failed))}
          </small>
        </p>
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{text.deliveries}</summary>
          {open && <DeliveryList hook={hook} page={page} onDo={onDo} />}
        </details>
      </div>
      <div className="ledger-end">
        <Act
          label={text.test}
          name={hook.name}
          onClick={() => onDo(testWebhook(hook), text.tested)}
          off={!hook.enabled}
        />
        <Act label={text.change} name={hook.name} onClick={() => onAsk('change')} />
        <Act label={text.rotate} name={hook.name} onClick={() => onAsk('rotate')} />
        <Act label={text.remove} name={hook.name} onClick={() => onAsk('remove')} />
      </div>
    </li>
  );
}

function State({ hook, page }: Pick<WebhookEntryProps, 'hook' | 'page'>) {
  const { webhooks: text } = useWords();
  const state = stateOf(hook, page.now);
  const until = hook.retryAt === null ? 0 : Date.parse(hook.retryAt);
  const said =
    state === 'waits' ? text.state.waits(momentOf(until, page.now, page.directory.zone(hook.park))) : text.state[state];
  return <span className="chip">{said}</span>;
}

function Types({ hook }: Pick<WebhookEntryProps, 'hook'>) {
  const { webhooks: text } = useWords();
  const isFamily = (type: string): type is WebhookFamily => (WEBHOOK_FAMILIES as readonly string[]).includes(type);
  const types = hook.types.map((type) => (isFamily(type) ? text.families[type] : type));
  return (
    <>
      {types.length === 0 ? text.everything : types.join(', ')}
      {hook.exercise && ` · ${text.exercise}`}
    </>
  );
}

interface ActProps {
  readonly label: string;
  readonly name: string;
  readonly onClick: () => void;
  readonly off?: boolean;
}

function Act({ label, name, onClick, off = false }: ActProps) {
  return (
    <button type="button" className="button small" disabled={off} aria-label={`${label} ${name}`} onClick={onClick}>
      {label}
    </button>
  );
}
