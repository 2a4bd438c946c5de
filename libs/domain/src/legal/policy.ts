import { z } from 'zod';
import { SEVERITIES } from '../condition/condition';

/** Minutes; fractions are for drills and tests. At most a week. */
const Minutes = z.number().positive().max(10_080);
/** Where a time comes from, as it is shown beside its clock. */
const Source = z.string().min(1).max(300);

/** What the law, or the place's own plan, gives people to report in: part of a park's policy. All times in minutes. */
export const LegalPolicySchema = z.strictObject({
  /** The discharging unit, from when it knew. */
  unitReport: Minutes.default(60),
  /** The department, from when it knew: levels I and II, and what is uncertain and sensitive. */
  graveReport: Minutes.default(120),
  /** The department, from when it knew: levels III and IV, and what is uncertain and not sensitive. */
  report: Minutes.default(240),
  /** To take back what was reported and has been judged false. No order sets it: the project's own. */
  withdrawal: Minutes.default(60),
  /** Between two pages for a report that is late. */
  repeat: Minutes.default(60),
  /** From this colour on the unit's clock runs by itself; below it when a person has said what level the event has. */
  unitFrom: z.enum(SEVERITIES).default('orange'),
  /** Of the department's times. */
  source: Source.default('环境保护部令第17号（2011）第三条、第四条 / MEP Order 17 (2011), Art. 3 and 4'),
  /** Of the unit's time. */
  unitSource: Source.default(
    '水污染防治法第七十八条；地方预案：1小时内 / Water Pollution Law Art. 78; local plans: 1 h',
  ),
  /** Of the time to withdraw. */
  withdrawalSource: Source.default('平台默认值 / default of this service'),
});
export type LegalPolicy = z.infer<typeof LegalPolicySchema>;
