/** Id of a row's element, for `aria-activedescendant`. */
export const rowId = (line: string): string => `alarm-${line.replaceAll(/[^\w-]/g, '_')}`;
