import { type ChannelView, removeChannel } from '../api/channels';
import { ActDialog } from '../page/act-dialog';
import { useWords } from '../page/preferences';

interface RemoveDialogProps {
  readonly channel: ChannelView;
  readonly name: string;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** The second step of taking a channel away. The service refuses while a desk or somebody is told over it. */
export function RemoveDialog({ channel, name, zone, onDone, onClose }: RemoveDialogProps) {
  const { channels: text } = useWords();
  return (
    <ActDialog
      heading={text.removing(name)}
      note={text.removeNote}
      submit={text.remove.replace('…', '')}
      zone={zone}
      onSubmit={() => removeChannel(channel)}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
