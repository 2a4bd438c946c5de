import type { PollutantFamily, Severity, Tier } from '@cofferdam/domain';
import type { CapChange } from './material';

export type CapLanguage = 'zh' | 'en';
type Both = Readonly<Record<CapLanguage, string>>;

/** The fixed vocabulary of `event`, by pollutant family: what is abnormal, whether it is above its limit or close to it. */
export const EVENTS: Readonly<Record<PollutantFamily, Both>> = {
  'oxygen-demand': { zh: '废水耗氧有机物异常', en: 'Abnormal oxygen demand of wastewater' },
  nutrient: { zh: '废水氮磷异常', en: 'Abnormal nitrogen or phosphorus in wastewater' },
  metal: { zh: '废水重金属异常', en: 'Abnormal heavy metals in wastewater' },
  organic: { zh: '废水有机污染物异常', en: 'Abnormal organic pollutants in wastewater' },
  inorganic: { zh: '废水无机污染物异常', en: 'Abnormal inorganic pollutants in wastewater' },
  physical: { zh: '废水理化指标异常', en: 'Abnormal physical or chemical properties of wastewater' },
  other: { zh: '水质异常', en: 'Abnormal water quality' },
};

export const COLOURS: Readonly<Record<Severity, Both>> = {
  red: { zh: '红色', en: 'Red' },
  orange: { zh: '橙色', en: 'Orange' },
  yellow: { zh: '黄色', en: 'Yellow' },
  blue: { zh: '蓝色', en: 'Blue' },
};

export const TIER_NAMES: Readonly<Record<Tier, Both>> = {
  unit: { zh: '装置', en: 'unit' },
  enterprise: { zh: '企业', en: 'enterprise' },
  park: { zh: '园区', en: 'park' },
  basin: { zh: '流域', en: 'basin' },
};

/** What has happened since the message before, as a sentence's part. */
export const CHANGE_WORDS: Readonly<Record<CapChange, Both>> = {
  opened: { zh: '首次发布', en: 'first message' },
  reopened: { zh: '重新发布', en: 'issued anew' },
  'severity-raised': { zh: '预警级别升高', en: 'severity has risen' },
  'severity-lowered': { zh: '预警级别降低', en: 'severity has fallen' },
  'tier-added': { zh: '增加在岗层级', en: 'another tier is on duty' },
  'tier-removed': { zh: '部分层级已解除值守', en: 'a tier has been relieved' },
  'handed-over': { zh: '已完成交接', en: 'duty was handed over' },
  contained: { zh: '污水已围堵，继续观察', en: 'the water is contained and watched' },
  relapsed: { zh: '围堵后再次异常', en: 'it has come back after containment' },
  suspended: { zh: '更正：疑似误报，正在核实', en: 'correction: it is suspected to be false and is being checked' },
  resumed: { zh: '核实结束，预警继续', en: 'it has been checked and goes on' },
  public: { zh: '向公众发布', en: 'issued to the public' },
  renewed: { zh: '预警延续', en: 'it still holds' },
  closed: { zh: '事件已结束', en: 'the incident is over' },
  merged: { zh: '已并入另一事件，在该事件中继续', en: 'it goes on in another incident, into which it was merged' },
  'judged-false': { zh: '经两人核实为误报', en: 'two persons have judged it to be false' },
  withdrawn: { zh: '经两人同意撤回', en: 'two persons have withdrawn it' },
  'exercise-ended': { zh: '演练结束', en: 'the exercise has ended' },
};

/** How the headline of a message begins that is not simply a warning, the most telling change first. */
export const LEADS: readonly (readonly [CapChange, Both])[] = [
  ['judged-false', { zh: '误报撤销：', en: 'False alarm, cancelled: ' }],
  ['withdrawn', { zh: '撤回：', en: 'Withdrawn: ' }],
  ['exercise-ended', { zh: '演练结束：', en: 'End: ' }],
  ['closed', { zh: '预警解除：', en: 'All clear: ' }],
  ['merged', { zh: '并入其他事件：', en: 'Merged into another incident: ' }],
  ['severity-raised', { zh: '级别升高：', en: 'Raised: ' }],
  ['relapsed', { zh: '再次异常：', en: 'Relapse: ' }],
  ['contained', { zh: '已围堵：', en: 'Contained: ' }],
  ['suspended', { zh: '疑似误报：', en: 'Suspected false alert: ' }],
];

/** What is to be done once a warning has ended. */
export const AFTERWARDS: Readonly<Partial<Record<CapChange, Both>>> = {
  closed: { zh: '无需进一步行动，恢复正常值守。', en: 'No further action is needed; go back to normal duty.' },
  merged: { zh: '请按并入事件的报文行动。', en: 'Follow the messages of the incident into which it was merged.' },
  'judged-false': { zh: '请停止根据此前报文采取的行动。', en: 'Stop what was begun because of the earlier messages.' },
  withdrawn: { zh: '请不再依据此前报文行动。', en: 'Do not act on the earlier messages any more.' },
  suspended: {
    zh: '疑似误报，核实结束前请勿采取新的行动，等待下一条报文。',
    en: 'Suspected to be false: begin nothing new until the next message.',
  },
  'exercise-ended': { zh: '请停止一切演练行动，恢复正常值守。', en: 'Stop all exercise play; go back to normal duty.' },
};
