import { askWarning, type WarningTexts, withdrawWarning } from '../api/cap';
import { ActDialog } from '../page/act-dialog';
import { Labelled, TextField } from '../page/field';
import { textOf } from '../page/form';
import { useWords } from '../page/preferences';

interface DialogProps {
  readonly incident: string;
  readonly zone: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const LANGUAGES = ['zh', 'en'] as const;
const TAGS = { zh: 'zh-CN', en: 'en' } as const;
/** Characters, as the service takes them. */
const MOST = {
  headline: { zh: 40, en: 100 },
  description: { zh: 1000, en: 1500 },
  instruction: { zh: 1000, en: 1500 },
  area: { zh: 100, en: 200 },
} as const;
type Part = keyof typeof MOST;
const PARTS = Object.keys(MOST) as Part[];

const bothOf = (form: FormData, part: Part) => ({ zh: textOf(form, `${part}-zh`), en: textOf(form, `${part}-en`) });

const textsOf = (form: FormData): WarningTexts => ({
  headline: bothOf(form, 'headline'),
  description: bothOf(form, 'description'),
  instruction: bothOf(form, 'instruction'),
  areas: [bothOf(form, 'area')],
});

/** Both languages side by side, begun by the service; what it leads to is said before it is sent. */
export function WriteWarning({ incident, zone, draft, onDone, onClose }: DialogProps & { draft: WarningTexts }) {
  const { warning: text } = useWords();
  const begin = (part: Part) => (part === 'area' ? draft.areas[0] : draft[part]) ?? { zh: '', en: '' };
  return (
    <ActDialog
      wide
      heading={text.writeHeading}
      note={text.consequence}
      submit={text.submit}
      zone={zone}
      onSubmit={(form) => askWarning(incident, textsOf(form))}
      onDone={onDone}
      onClose={onClose}
    >
      {PARTS.map((part) => (
        <div key={part} className="both-languages">
          {LANGUAGES.map((language) => (
            <Labelled key={language} label={`${text[part]} (${text[language]})`}>
              <textarea
                name={`${part}-${language}`}
                lang={TAGS[language]}
                rows={part === 'description' || part === 'instruction' ? 4 : 2}
                required
                maxLength={MOST[part][language]}
                defaultValue={begin(part)[language]}
              />
            </Labelled>
          ))}
        </div>
      ))}
    </ActDialog>
  );
}

export function WithdrawWarning({ incident, zone, onDone, onClose }: DialogProps) {
  const { warning: text } = useWords();
  return (
    <ActDialog
      heading={text.withdrawHeading}
      note={text.withdrawConsequence}
      submit={text.submit}
      zone={zone}
      onSubmit={(form) => withdrawWarning(incident, textOf(form, 'reason'))}
      onDone={onDone}
      onClose={onClose}
    >
      <TextField name="reason" label={text.reason} />
    </ActDialog>
  );
}
