import { type ReactNode, useId } from 'react';
import { useWords } from '../page/preferences';
import { useSize } from '../page/use-size';

interface PictureProps {
  readonly title: string;
  /** What the picture says, in one sentence. */
  readonly summary: string;
  readonly height: number;
  readonly empty: boolean;
  /** Spans the whole width. */
  readonly wide?: boolean;
  readonly table: { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly children: (width: number) => ReactNode;
}

/** A picture with its title, what it says in words, and the same as a table. */
export function Picture({ title, summary, height, empty, wide, table, children }: PictureProps) {
  const { kpis: text } = useWords();
  const [box, { width }] = useSize<HTMLDivElement>();
  const id = useId();
  return (
    <figure className="kpi-picture" data-wide={wide || undefined}>
      <figcaption>{title}</figcaption>
      <div ref={box}>
        {empty && <p className="kpi-nothing">{text.none}</p>}
        {!empty && width > 0 && (
          <svg width={width} height={height} role="img" aria-labelledby={`${id}t ${id}d`}>
            <title id={`${id}t`}>{title}</title>
            <desc id={`${id}d`}>{summary}</desc>
            {children(width)}
          </svg>
        )}
      </div>
      {!empty && <TableOf title={title} {...table} />}
    </figure>
  );
}

function TableOf({ title, heads, rows }: PictureProps['table'] & { title: string }) {
  const { kpis: text } = useWords();
  return (
    <details>
      <summary>{text.asTable}</summary>
      <div className="kpi-table" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((cell, n) =>
                  n === 0 ? (
                    <th key={heads[n]} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={heads[n]}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
