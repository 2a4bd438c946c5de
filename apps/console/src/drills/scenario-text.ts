/** What was pasted or chosen: a scenario to be checked by the service, or why it cannot even be read. */
export type ReadScenario =
  | { readonly is: 'none' }
  | { readonly is: 'unreadable'; readonly why: string; readonly line: number | null }
  | { readonly is: 'read'; readonly scenario: object };

/** A scenario's text; JSON, since the page brings no reader of YAML. Whether it makes sense the service says. */
export function readScenario(text: string): ReadScenario {
  if (text.trim() === '') return { is: 'none' };
  try {
    const scenario: unknown = JSON.parse(text);
    if (typeof scenario === 'object' && scenario !== null && !Array.isArray(scenario)) return { is: 'read', scenario };
    return { is: 'unreadable', why: '', line: null };
  } catch (error) {
    return { is: 'unreadable', why: (error as Error).message, line: lineOf(text, (error as Error).message) };
  }
}

/** Browsers tell the place as a line or as a position in the text; null where they tell neither. */
function lineOf(text: string, message: string): number | null {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
}
