/**
 * A name or a remark from a park file or a person as it may stand in a line of a message: control and invisible
 * characters (bidirectional ones among them), line ends and halves of surrogate pairs become blanks. Brackets are the
 * marks' alone and angle brackets call people in some groups: a name must not look like either.
 */
export function clean(text: string, most = 200): string {
  const line = text
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[[【［]/g, '(')
    .replace(/[\]】］]/g, ')')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
