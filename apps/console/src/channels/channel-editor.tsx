import type { ChannelKind, User } from '@cofferdam/domain';
import { useState } from 'react';
import { channelKinds, type ChannelKindView, type ChannelView, putChannel } from '../api/channels';
import { ApiError } from '../api/client';
import { ID } from '../desks/draft';
import type { SettingName } from '../language/channel-words';
import type { Words } from '../language/words';
import { ActDialog } from '../page/act-dialog';
import { Labelled } from '../page/field';
import { isChecked, languageIn, textOf } from '../page/form';
import { LanguageSelect } from '../page/language-select';
import { useWords } from '../page/preferences';
import { Unread } from '../page/room';
import type { LiveModel } from '../page/use-live-page';
import { fieldsOf, settingsIn } from './setting-fields';
import { SettingInput } from './setting-input';
import { useRead } from './use-read';

interface ChannelEditorProps {
  /** null: a new one. */
  readonly channel: ChannelView | null;
  readonly page: LiveModel;
  readonly user: User;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const EVERY_PARK = '';

/** Sets a channel up. What it asks for follows from its kind; secrets go in and never come out. */
export function ChannelEditor(props: ChannelEditorProps) {
  const { channel, page, onDone, onClose } = props;
  const words = useWords();
  const { channels: text, channelEdit } = words;
  const { kinds, failed, kind, choose } = useKind(channel);
  const fields = kind === null ? [] : fieldsOf(kind, channel?.settings ?? null);
  return (
    <ActDialog
      wide
      heading={channel === null ? text.create.replace('…', '') : text.changing(page.directory.name(channel.name))}
      submit={channelEdit.save}
      zone={page.zone}
      onSubmit={(form) => save(channel, kind, settingsIn(form, fields), form, words)}
      onDone={onDone}
      onClose={onClose}
    >
      <About {...props} />
      {kind === null ? (
        <Unread failed={failed} onRetry={onClose} />
      ) : (
        <>
          <Labelled label={channelEdit.kind}>
            <KindSelect kinds={kinds} value={kind.kind} fixed={channel !== null} onChoose={choose} />
          </Labelled>
          {kind.collective && <LanguageSelect label={channelEdit.language} value={channel?.language ?? 'zh-CN'} />}
          {fields.length === 0 && <p className="ask-note">{channelEdit.noSettings}</p>}
          {fields.map((field) => (
            <SettingInput key={`${kind.kind}.${field.name}`} kind={kind.kind} field={field} />
          ))}
        </>
      )}
    </ActDialog>
  );
}

/** The kinds that there are and the one that is set up; none before they are read. */
function useKind(channel: ChannelView | null) {
  const { value, failed } = useRead(channelKinds);
  const [chosen, choose] = useState<ChannelKind | null>(channel?.kind ?? null);
  const kinds = value ?? [];
  const kind = kinds.find((one) => one.kind === chosen) ?? kinds[0] ?? null;
  return { kinds, failed, kind, choose };
}

function save(
  channel: ChannelView | null,
  kind: ChannelKindView | null,
  settings: Readonly<Record<string, unknown>>,
  form: FormData,
  words: Words,
): Promise<unknown> {
  const park = textOf(form, 'park');
  const body = {
    kind: kind?.kind ?? '',
    park: park === EVERY_PARK ? null : park,
    name: { zh: textOf(form, 'zh'), en: textOf(form, 'en') },
    language: languageIn(form),
    enabled: isChecked(form, 'enabled'),
    settings,
  };
  return putChannel(channel?.id ?? textOf(form, 'id'), body, channel?.version ?? null).catch((error: unknown) => {
    throw inWords(error, body.kind, words);
  });
}

/** What a channel is called, for whose people it is, and whether it is on. */
function About({ channel, page, user }: ChannelEditorProps) {
  const { channels, channelEdit: text } = useWords();
  const all = user.parks.includes('*');
  return (
    <>
      <div className="edit-row">
        {channel === null && (
          <Labelled label={text.id}>
            <input name="id" required pattern={ID} maxLength={48} autoComplete="off" spellCheck={false} />
          </Labelled>
        )}
        <Labelled label={text.nameZh}>
          <input name="zh" required maxLength={60} defaultValue={channel?.name.zh} autoComplete="off" />
        </Labelled>
        <Labelled label={text.nameEn}>
          <input name="en" required maxLength={80} defaultValue={channel?.name.en} autoComplete="off" />
        </Labelled>
        <Labelled label={text.park}>
          <select name="park" defaultValue={channel?.park ?? (all ? EVERY_PARK : undefined)}>
            {all && <option value={EVERY_PARK}>{channels.everyPark}</option>}
            {page.parks.map(({ id }) => (
              <option key={id} value={id}>
                {page.directory.park(id)}
              </option>
            ))}
          </select>
        </Labelled>
      </div>
      <label className="check">
        <input type="checkbox" name="enabled" defaultChecked={channel?.enabled ?? true} />
        {text.enabled}
      </label>
    </>
  );
}

interface KindSelectProps {
  readonly kinds: readonly ChannelKindView[];
  readonly value: ChannelKind;
  /** A channel keeps its kind. */
  readonly fixed: boolean;
  readonly onChoose: (kind: ChannelKind) => void;
}

function KindSelect({ kinds, value, fixed, onChoose }: KindSelectProps) {
  const { channels: text } = useWords();
  return (
    <select value={value} disabled={fixed} onChange={(event) => onChoose(event.target.value as ChannelKind)}>
      {kinds.map(({ kind }) => (
        <option key={kind} value={kind}>
          {text.kind[kind]}
        </option>
      ))}
    </select>
  );
}

/** What the service found wrong, by the names that stand in the form. */
function inWords(error: unknown, kind: string, { channelEdit }: Words): unknown {
  if (!(error instanceof ApiError) || error.status !== 400) return error;
  const { errors } = (error.problem ?? {}) as { errors?: readonly { at: string; detail: string }[] };
  if (errors === undefined) return error;
  const told = errors.map(({ at, detail }) => {
    const name = `${kind}.${at.replace('body.settings.', '')}` as SettingName;
    return `${channelEdit.setting[name]?.label ?? at.replace('body.', '')}: ${detail}`;
  });
  return new ApiError(error.status, told.join('; '), error.problem);
}
