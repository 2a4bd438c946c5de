import { type DeliveryView, latestDeliveries, resendDelivery, type WebhookView } from '../api/webhooks';
import { useFollowed } from '../feed/use-followed';
import { whole } from '../language/figure';
import { momentOf } from '../language/time';
import { useWords } from '../page/preferences';
import { Unread } from '../page/room';
import type { LiveModel } from '../page/use-live-page';

/** How often the list is read while somebody looks at it: the journal does not tell of deliveries. */
const EVERY_MS = 3_000;

interface DeliveryListProps {
  readonly hook: WebhookView;
  readonly page: LiveModel;
  readonly onDo: (act: Promise<unknown>, said: string) => void;
}

/** What was sent last, and what the receiver said to it. */
export function DeliveryList({ hook, page, onDo }: DeliveryListProps) {
  const { webhooks: text } = useWords();
  const read = (): Promise<readonly DeliveryView[]> => latestDeliveries(hook.id);
  const { value, failed, again } = useFollowed(page.live, { read, concerns: () => false, everyMs: EVERY_MS });
  if (value === null) return <Unread failed={failed} onRetry={again} />;
  if (value.length === 0) return <p className="ledger-note">{text.noDeliveries}</p>;
  return (
    <ul className="plain-list">
      {value.map((delivery) => (
        <li key={delivery.id} data-delivery={delivery.state} className="ledger-under">
          <span className="chip">{text.delivery[delivery.state]}</span>
          <span>{delivery.type}</span>
          <Said delivery={delivery} page={page} park={hook.park} />
          {hook.enabled && delivery.last !== null && delivery.last.outcome !== 'delivered' && (
            <button
              type="button"
              className="button small"
              aria-label={`${text.resend} ${delivery.type} ${delivery.id}`}
              onClick={() => onDo(resendDelivery(hook, delivery.id).then(again), text.resent)}
            >
              {text.resend}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Said({ delivery, page, park }: { delivery: DeliveryView; page: LiveModel; park: string | null }) {
  const { webhooks: text } = useWords();
  const { last, attempts } = delivery;
  if (last === null) return null;
  const at = momentOf(Date.parse(last.at), page.now, page.directory.zone(park));
  return (
    <small>
      {text.attempts(whole(attempts))} ·{' '}
      {last.status === null ? text.unanswered(at) : text.answered(String(last.status), at)}
      {last.detail !== '' && last.outcome !== 'delivered' && (
        <>
          {' '}
          <q>{last.detail}</q>
        </>
      )}
    </small>
  );
}
