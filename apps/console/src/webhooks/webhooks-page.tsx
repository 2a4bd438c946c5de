import { useState } from 'react';
import {
  allWebhooks,
  createWebhook,
  deleteWebhook,
  putWebhook,
  rotateWebhook,
  type WebhookView,
  type WithSecret,
} from '../api/webhooks';
import { useFollowed } from '../feed/use-followed';
import { whole } from '../language/figure';
import { ActDialog } from '../page/act-dialog';
import { useWords } from '../page/preferences';
import { RoomFrame, Unread } from '../page/room';
import type { RoomProps } from '../routing/room-props';
import { SecretDialog } from './secret-dialog';
import { WebhookDialog } from './webhook-dialog';
import { type WebhookAsk, WebhookEntry } from './webhook-entry';

/** How often their state is read: the journal tells of what people change, not of deliveries. */
const EVERY_MS = 5_000;

/** Who is told over HTTP; those who run the service only. */
export function WebhooksPage(props: RoomProps) {
  const { webhooks: text } = useWords();
  if (props.user.role === 'admin' || props.user.role === 'engineer') return <Webhooks {...props} />;
  return (
    <RoomFrame page={props.page} heading={text.heading} counts="">
      <p className="empty">{text.notAllowed}</p>
    </RoomFrame>
  );
}

interface Asked {
  readonly ask: WebhookAsk | 'create';
  readonly hook: WebhookView | null;
}

const isAboutWebhooks = ({ type }: { readonly type: string }): boolean => type === 'webhook.changed';

function Webhooks({ page, user }: RoomProps) {
  const { webhooks: text } = useWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shown, setShown] = useState<WithSecret | null>(null);
  const [said, setSaid] = useState('');
  const what = { read: allWebhooks, concerns: isAboutWebhooks, everyMs: EVERY_MS };
  const { value, failed, again } = useFollowed(page.live, what);
  const does = (act: Promise<unknown>, done: string): void => {
    act.then(
      () => setSaid(done),
      () => setSaid(text.notDone),
    );
  };
  const close = (): void => setAsked(null);
  const done = (): void => {
    close();
    again();
  };
  return (
    <RoomFrame
      page={page}
      heading={text.heading}
      counts={text.count(value === null ? '–' : whole(value.length))}
      said={said}
      tools={
        <button type="button" className="button small" onClick={() => setAsked({ ask: 'create', hook: null })}>
          {text.create}
        </button>
      }
    >
      <p className="room-hint">{text.hint}</p>
      {(value === null || failed) && <Unread failed={failed} onRetry={again} />}
      {value?.length === 0 && <p className="empty">{text.none}</p>}
      <ul className="ledger users">
        {(value ?? []).map((hook) => (
          <WebhookEntry key={hook.id} hook={hook} page={page} onAsk={(ask) => setAsked({ ask, hook })} onDo={does} />
        ))}
      </ul>
      {asked !== null && <Ask {...asked} page={page} user={user} onSecret={setShown} onDone={done} onClose={close} />}
      {shown !== null && <SecretDialog hook={shown} onClose={() => setShown(null)} />}
    </RoomFrame>
  );
}

interface AskProps extends Asked, Pick<RoomProps, 'page' | 'user'> {
  readonly onSecret: (hook: WithSecret) => void;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Ask({ ask, hook, page, user, onSecret, onDone, onClose }: AskProps) {
  const { webhooks: text } = useWords();
  const { parks, directory } = page;
  const dialog = { onDone, onClose };
  if (hook === null || ask === 'change') {
    const onSend: Parameters<typeof WebhookDialog>[0]['onSend'] = (draft) =>
      hook === null ? createWebhook(draft).then(onSecret) : putWebhook(hook, draft);
    return <WebhookDialog hook={hook} user={user} parks={parks} directory={directory} onSend={onSend} {...dialog} />;
  }
  const [label, note] = ask === 'rotate' ? [text.rotate, text.rotateNote] : [text.remove, text.removeNote];
  return (
    <ActDialog
      heading={`${label.replace('…', '')}: ${hook.name}`}
      note={note}
      submit={label.replace('…', '')}
      zone={directory.zone(hook.park)}
      onSubmit={() => (ask === 'rotate' ? rotateWebhook(hook).then(onSecret) : deleteWebhook(hook))}
      {...dialog}
    />
  );
}
