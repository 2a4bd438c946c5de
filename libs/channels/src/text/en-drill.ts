import type { About } from './about';
import type { Said } from './words';

const CONSOLE = 'See the console.';
const reason = ({ data }: About): string | null => data.text('reason') && `Reason: ${data.text('reason')}`;

/** What a drill's script says to those who take part. */
export const inject = (about: About): Said => ({
  title: `From the exercise control: ${about.park}`,
  lines: [
    about.data.text('en'),
    'This is part of the script: act by the exercise plan, touch no real device.',
    CONSOLE,
  ],
});

interface News {
  readonly word: string;
  readonly todo: string | null;
}

const NEWS: Readonly<Record<string, News>> = {
  started: {
    word: 'The drill has started',
    todo: 'All that bears the mark of an exercise belongs to it. Turn to a real alarm at once.',
  },
  'live-alarm': {
    word: 'The drill is paused: there is a real alarm in the park',
    todo: 'Turn to the real alarm at once; decide afterwards whether the drill goes on.',
  },
  paused: { word: 'The drill is paused', todo: 'Its clock stands still, nothing has to be answered until it goes on.' },
  resumed: { word: 'The drill goes on', todo: 'Its clock runs, and so do its deadlines.' },
  ended: { word: 'The drill has ended', todo: 'Stop all exercise play; go back to normal duty.' },
  aborted: { word: 'The drill was aborted', todo: 'Stop all exercise play; go back to normal duty.' },
};
const OTHER: News = { word: 'The drill has changed', todo: null };

/** What becomes of a drill itself, for its controllers and, at its begin and end, for all who take part. */
export function drill(about: About): Said {
  const name = about.data.text('news') ?? '';
  const { word, todo } = Object.hasOwn(NEWS, name) ? (NEWS[name] ?? OTHER) : OTHER;
  return { title: `${word} (${about.park})`, lines: [about.data.text('title'), todo, reason(about), CONSOLE] };
}
