/** A message as a mail program shows it: enough of MIME (RFC 2045, 2047) for one part of text. */
export interface ReadMail {
  /** By name in lower case; continued lines joined, encoded words read. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export function readMail(raw: string): ReadMail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())];
    }),
  );
  const bytes = decoded(rest.join('\r\n\r\n'), headers['content-transfer-encoding'] ?? '7bit');
  return { headers, text: bytes.toString().replaceAll('\r\n', '\n').trimEnd() };
}

/** Encoded words, bytes first: a letter may be cut in two between them. */
function words(text: string): string {
  return text.replaceAll(/=\?utf-8\?([qb])\?[^?]*\?=(?:\s+=\?utf-8\?\1\?[^?]*\?=)*/gi, (run) => {
    const parts = [...run.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)];
    return Buffer.concat(
      parts.map(([, kind = '', inside = '']) =>
        kind.toLowerCase() === 'b' ? Buffer.from(inside, 'base64') : unquoted(inside.replaceAll('_', ' ')),
      ),
    ).toString();
  });
}

function decoded(body: string, encoding: string): Buffer {
  if (encoding.toLowerCase() === 'base64') return Buffer.from(body, 'base64');
  return encoding.toLowerCase() === 'quoted-printable' ? unquoted(body.replaceAll('=\r\n', '')) : Buffer.from(body);
}

/** `=E5` is a byte. */
function unquoted(text: string): Buffer {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
