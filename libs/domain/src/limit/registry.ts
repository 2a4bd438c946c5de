import type { Standard } from './standard';
import { gb18918 } from './standards/gb-18918-2002';
import { gb31571 } from './standards/gb-31571-2015';
import { gb31572 } from './standards/gb-31572-2015';
import { gb31573 } from './standards/gb-31573-2015';
import { gb3838 } from './standards/gb-3838-2002';
import { gb8978 } from './standards/gb-8978-1996';

/** Every standard that a park file can name, by its id. */
export const standards: ReadonlyMap<string, Standard> = new Map(
  [gb8978, gb18918, gb31571, gb31572, gb31573, gb3838].map((standard) => [standard.id, standard]),
);
