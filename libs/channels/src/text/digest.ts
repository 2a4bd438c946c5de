import { gravity, type Severity, tierRank } from '@cofferdam/domain';
import { type About, aboutOf } from './about';
import { bodyMarkOf, compose, marksOf, WORDS } from './compose';
import type { Text, TextFacts } from './facts';
import { clip, fit, linkWithin, measure, type Size, withoutLink } from './fit';
import { CLASS_MARK, MIXED_MARK } from './marks';
import type { Counts, Words } from './words';

/** One incident of a digest: its newest message, and every kind of message about it. */
interface Item {
  readonly facts: TextFacts;
  readonly about: About;
  readonly kinds: readonly string[];
}

/** What one incident's line may take, characters or bytes: a park's long names must not push out the others. */
const LONGEST_LINE = 200;
const LONGEST_BRIEF = 90;
const LONGEST_BRIEFEST = 50;

/**
 * Many messages as one: how many incidents by colour, then a line an incident, the gravest first, then exactly how many
 * more. Red ones are shortened to number and outlet before one of them is left out.
 *
 * @param all of one reader, so in one language; of several messages about an incident the last one's figures are shown
 * @param link the digest's own; where absent there is room for the longest of the messages' links
 */
export function digest(all: readonly TextFacts[], size: Size, link = longestLink(all, size)): Text {
  const [first] = all;
  if (first === undefined) return { title: '', body: '' };
  if (all.length === 1) return compose({ ...first, link }, size);
  const words = WORDS[first.language];
  const items = itemsOf(all, words);
  const room = withoutLink(size, link);
  const title = titleOf(items, words);
  const mark = bodyMark(items);
  const lines = linesWithin(items, words, { ...room, max: room.max - measure(`${title}${mark}`, room) - 1 });
  const [top = ''] = lines;
  return fit(title, top.startsWith(mark.trimEnd()) ? lines : [`${mark}${top}`, ...lines.slice(1)], room);
}

function longestLink(all: readonly TextFacts[], size: Size): string | null {
  const links = all.map(({ link }) => linkWithin(link, size)).filter((link) => link !== null);
  return links.reduce<string | null>(
    (longest, link) => (longest !== null && measure(longest, size) >= measure(link, size) ? longest : link),
    null,
  );
}

function itemsOf(all: readonly TextFacts[], words: Words): Item[] {
  const byIncident = new Map<string, TextFacts[]>();
  all.forEach((facts, n) => {
    const { number, park, class: class_, drill } = facts;
    const key = JSON.stringify(number === null ? n : [class_, drill, park.zh, park.en, number]);
    const told = byIncident.get(key);
    if (told === undefined) byIncident.set(key, [facts]);
    else told.push(facts);
  });
  const items = [...byIncident.values()].map((told) => {
    const newest = told.reduce((_, newer) => newer);
    const facts = { ...newest, possibleRepeat: told.some(({ possibleRepeat }) => possibleRepeat) };
    return { facts, about: aboutOf(facts), kinds: [...new Set(told.map(({ kind }) => words.short[kind]))] };
  });
  return items.sort((a, b) => graver(a.facts, b.facts));
}

const rank = ({ tier }: TextFacts): number => (tier === null ? -1 : tierRank(tier));
const graver = (a: TextFacts, b: TextFacts): number =>
  gravity(b.severity) - gravity(a.severity) || Number(b.toxic) - Number(a.toxic) || rank(b) - rank(a);

function titleOf(items: readonly Item[], words: Words): string {
  const parks = new Set(items.map(({ about }) => about.park));
  const [park = null] = parks.size === 1 ? parks : [];
  return `${frontMark(items)}${words.digest.title(items.length, countsOf(items), park)}`;
}

/** The mark that all of them have; one that says "partly" where some are real and some are not. */
function frontMark(items: readonly Item[]): string {
  const [first] = items;
  if (first === undefined) return '';
  const { language, class: class_ } = first.facts;
  if (items.some(({ facts }) => facts.class !== class_)) return `${MIXED_MARK[language]} `;
  const repeats = items.every(({ facts }) => facts.possibleRepeat);
  return repeats ? marksOf(first.facts) : marksOf({ ...first.facts, possibleRepeat: false });
}

/** Where all are of one class its mark, else nothing: each line says its own. */
function bodyMark(items: readonly Item[]): string {
  const [first] = items;
  return first === undefined || items.some(({ facts }) => facts.class !== first.facts.class)
    ? ''
    : bodyMarkOf(first.facts);
}

function countsOf(items: readonly Item[]): Counts {
  const counts: Record<Severity, number> = { red: 0, orange: 0, yellow: 0, blue: 0 };
  for (const { facts } of items) counts[facts.severity] += 1;
  return counts;
}

function linesWithin(items: readonly Item[], words: Words, room: Size): string[] {
  const written = (write: (item: Item) => string, longest: number): string[] =>
    items.map((item) => lineOf(item, clip(write(item), most(room, longest))));
  const reds = items.filter(({ facts }) => facts.severity === 'red').length;
  const full = written(({ about, kinds }) => words.digest.line(about, kinds), LONGEST_LINE);
  const brief = written(({ about }) => words.digest.brief(about), LONGEST_BRIEF);
  const briefest = written(({ about }) => words.digest.briefest(about), LONGEST_BRIEFEST);
  const tries = [full, ...[brief, briefest].map((short) => [...short.slice(0, reds), ...full.slice(reds)])];
  const fitted = tries.map((lines) => longestPrefix(items, lines, words, room));
  // As much as can be said of each red one, as long as none is left out for it.
  const best = fitted.find(({ n }) => n >= reds) ?? fitted.reduce((a, b) => (b.n > a.n ? b : a));
  const withTodo = [...best.lines, words.digest.todo];
  return measure(withTodo.join('\n'), room) <= room.max ? withTodo : best.lines;
}

const most = (size: Size, max: number): Size => ({ ...size, max });

/** A line starts with its own marks, so that it cannot be quoted without them. */
const lineOf = ({ facts }: Item, line: string): string => {
  const { language, class: class_, possibleRepeat } = facts;
  if (possibleRepeat) return `${marksOf(facts)}${line}`;
  return class_ === 'actual' ? line : `${CLASS_MARK[language][class_]}${line}`;
};

/** As many lines as fit together with the remainder that they leave. */
function longestPrefix(
  items: readonly Item[],
  lines: readonly string[],
  words: Words,
  room: Size,
): { n: number; lines: string[] } {
  const left = { ...countsOf(items) };
  let used = 0;
  let best = { n: 0, lines: [words.digest.rest(items.length, left)] };
  for (const [i, { facts }] of items.entries()) {
    used += measure(lines[i] ?? '', room) + (i === 0 ? 0 : 1);
    if (used > room.max) break;
    left[facts.severity] -= 1;
    const more = items.length - i - 1;
    const rest = more === 0 ? [] : [words.digest.rest(more, left)];
    const total = used + rest.reduce((sum, line) => sum + 1 + measure(line, room), 0);
    if (total <= room.max) best = { n: i + 1, lines: [...lines.slice(0, i + 1), ...rest] };
  }
  return best;
}
