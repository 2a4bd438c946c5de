import { inLanguage, type Language, MEASURES, type Park, pollutant } from '@cofferdam/domain';
import { type Word, WORDS } from './report-words';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Escaped, and kept on one line: a day. */
export const unbroken = (text: string): string => `<span class="whole">${escape(text)}</span>`;

interface Both {
  readonly zh: string;
  readonly en: string;
}

/** What a page is written with: every answer is escaped. */
export class Sheet {
  private readonly zone: string;

  /** @param park as it is registered; null: no longer, and its parts go by their ids */
  constructor(
    readonly language: Language,
    private readonly park: Park | null,
  ) {
    this.zone = park?.timezone ?? 'Asia/Shanghai';
  }

  say(word: Word): string {
    return this.of(WORDS[word]);
  }

  of(both: Both): string {
    return escape(inLanguage(both, this.language));
  }

  /** A word of the field, as people say it where there are words for it. */
  named(words: Readonly<Partial<Record<string, Both>>>, word: string): string {
    const known = words[word];
    return known === undefined ? escape(word) : this.of(known);
  }

  /** The park, or what belongs to it, by its name. */
  parkName(id: string): string {
    return this.park === null ? escape(id) : this.of(this.park.name);
  }
  outlet(id: string): string {
    return this.nameAmong(this.park?.outlets, id);
  }
  enterprise(id: string): string {
    return this.nameAmong(this.park?.enterprises, id);
  }

  factor(code: string): string {
    const known = pollutant(code);
    return known === undefined ? escape(code) : this.of(known);
  }

  measure(code: string): string {
    const known = MEASURES.find((one) => one.code === code);
    return known === undefined ? escape(code) : this.of(known);
  }

  private nameAmong(all: readonly { readonly id: string; readonly name: Both }[] | undefined, id: string): string {
    const known = all?.find((one) => one.id === id);
    return known === undefined ? escape(id) : this.of(known.name);
  }

  /** `2026-11-24 15:04:05`, in the park's zone. */
  clock(iso: string | null): string {
    if (iso === null) return '—';
    const format = { timeZone: this.zone, dateStyle: 'short', timeStyle: 'medium' } as const;
    return escape(new Intl.DateTimeFormat('sv-SE', format).format(Date.parse(iso)));
  }

  done(done: { readonly by: string; readonly at: string } | null): string {
    return done === null ? '—' : `${escape(done.by)} · ${this.clock(done.at)}`;
  }
}

const BOUND = '\u00a0';

/** Seconds as people read them: `45 s`, `12:05 min`; figure and unit stay on one line. */
export function span(seconds: number | null): string {
  if (seconds === null) return '—';
  if (seconds < 120) return `${Math.round(seconds * 10) / 10}${BOUND}s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}${BOUND}min`;
}

/** A table of what is escaped already. Where there is nothing, one word says so. */
export function table(sheet: Sheet, heads: readonly Word[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return `<p>${sheet.say('none')}</p>`;
  const head = heads.map((word) => `<th scope="col">${sheet.say(word)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead>\n<tbody>${body.join('\n')}</tbody></table>`;
}

/** A table of names and what they are. */
export const facts = (sheet: Sheet, all: readonly (readonly [word: Word, text: string])[]): string =>
  `<table><tbody>${all.map(([word, text]) => `<tr><th scope="row">${sheet.say(word)}</th><td>${text}</td></tr>`).join('\n')}</tbody></table>`;

export const section = (sheet: Sheet, title: Word, ...parts: readonly string[]): string =>
  `<section><h2>${sheet.say(title)}</h2>\n${parts.join('\n')}</section>`;
