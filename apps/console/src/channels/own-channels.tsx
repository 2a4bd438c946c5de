import type { User } from '@cofferdam/domain';
import { useState } from 'react';
import { allChannels, type ChannelView, type OwnChannels as Own, ownChannels, setOwnChannels } from '../api/channels';
import { ActDialog } from '../page/act-dialog';
import { Dialog } from '../page/dialog';
import { languageIn } from '../page/form';
import { LanguageSelect } from '../page/language-select';
import { useWords } from '../page/preferences';
import { Unread } from '../page/room';
import { draftOf, personal, pointsOf, type PointDraft } from './contact-draft';
import { ContactPoints } from './contact-points';
import { useRead } from './use-read';

interface OwnChannelsProps {
  readonly user: User;
  readonly zone: string;
}

/** Where the signed-in person is reached: everybody says so for themselves. */
export function OwnChannels(props: OwnChannelsProps) {
  const { contact: text } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        {text.heading}
      </button>
      {open && <OwnDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const read = () => Promise.all([ownChannels(), allChannels()]);

function OwnDialog({ user, zone, onClose }: OwnChannelsProps & { readonly onClose: () => void }) {
  const { contact: text } = useWords();
  const { value, failed } = useRead(read);
  if (value === null) {
    return (
      <Dialog heading={text.heading} onClose={onClose}>
        <Unread failed={failed} onRetry={onClose} />
      </Dialog>
    );
  }
  const [own, channels] = value;
  return <OwnForm own={own} channels={personal(channels, user.parks)} zone={zone} onClose={onClose} />;
}

interface OwnFormProps {
  readonly own: Own;
  readonly channels: readonly ChannelView[];
  readonly zone: string;
  readonly onClose: () => void;
}

function OwnForm({ own, channels, zone, onClose }: OwnFormProps) {
  const { contact: text, channels: channelWords } = useWords();
  const [draft, setDraft] = useState<readonly PointDraft[]>(() => draftOf(own.channels));
  return (
    <ActDialog
      wide
      heading={text.heading}
      note={text.note}
      submit={text.save}
      zone={zone}
      onSubmit={(form) => setOwnChannels({ channels: pointsOf(draft), language: languageIn(form) })}
      onDone={onClose}
      onClose={onClose}
    >
      <LanguageSelect label={channelWords.language} value={own.language} />
      <ContactPoints draft={draft} channels={channels} onDraft={setDraft} />
    </ActDialog>
  );
}
