import { type FormEvent, useEffect, useState } from 'react';
import { ApiError, logIn } from '../api/client';
import type { User } from '@cofferdam/domain';
import type { Words } from '../language/words';
import { Brand } from './brand';
import { useWords } from './preferences';
import { LanguageSwitch, ThemeSwitch } from './switches';

export function LogIn({ ended, onLoggedIn }: { ended: boolean; onLoggedIn: (user: User) => void }) {
  const words = useWords();
  const text = words.logIn;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    document.title = `${text.heading} · ${words.title}`;
  }, [text, words]);

  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [username, password] = [form.get('username') as string, form.get('password') as string];
    setBusy(true);
    setFailure(null);
    logIn(username.trim(), password)
      .then(onLoggedIn)
      .catch((error: unknown) => {
        setFailure(error);
        setBusy(false);
      });
  };

  return (
    <main className="log-in">
      <form className="log-in-form" onSubmit={submit} aria-labelledby="log-in-heading">
        <Brand />
        <p className="log-in-intro">{text.intro}</p>
        <h1 id="log-in-heading">{text.heading}</h1>
        {ended && failure === null && <p role="status">{text.ended}</p>}
        <label>
          {text.username}
          <input name="username" autoComplete="username" required autoFocus spellCheck={false} />
        </label>
        <label>
          {text.password}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {failure !== null && (
          <p className="problem" role="alert">
            {reason(failure, words)}
          </p>
        )}
        <button className="button primary" type="submit" disabled={busy}>
          {busy ? text.busy : text.submit}
        </button>
        <div className="log-in-switches">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </form>
    </main>
  );
}

function reason(failure: unknown, { logIn: text }: Words): string {
  if (!(failure instanceof ApiError)) return text.failed(String(failure));
  switch (failure.status) {
    case 0:
    case 502:
    case 503:
      return text.unreachable;
    case 401:
    case 403:
      return text.wrong;
    case 429:
      return text.tooMany;
    default:
      return text.failed(failure.title);
  }
}
