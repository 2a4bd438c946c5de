import type { ApprovedAct, MessageKind, Severity } from '@cofferdam/domain';
import type { Words } from './words';

/** Names of the field in Chinese. */
export const zhNames: Pick<Words, 'tier' | 'trigger' | 'short'> & {
  readonly colour: Readonly<Record<Severity, string>>;
  readonly act: Readonly<Record<ApprovedAct, string>>;
} = {
  colour: { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' },
  tier: { unit: '装置', enterprise: '企业', park: '园区', basin: '流域' },
  act: {
    shelve: '搁置警情',
    'out-of-service': '停用警情',
    'mark-false': '判为误报',
    'start-measure': '执行围堵措施',
    'public-warning': '发布公众预警',
    'withdraw-warning': '撤回公众预警',
  },
  trigger: {
    start: '起始层级',
    relapse: '再次超限，重新起责',
    E1: '未按时确认',
    E2: '未按时围堵',
    E3: '级别上升',
    E4: '影响扩大',
    E5: '人工升级',
    E6: '交接无人接受',
    E7: '无人可联系',
    E8: '监测仪中断',
    E9: '两次再超限',
  },
  short: {
    duty: '请确认',
    informed: '告知',
    remind: '仍未确认',
    progress: '请加快围堵',
    repeat: '重复呼叫',
    risen: '级别上升',
    relapsed: '再次超限',
    resumed: '恢复处置',
    late: '逾时',
    approve: '请审批',
    review: '请复核',
    close: '请关闭',
    'hand-over': '交接',
    presence: '在岗应答',
    pond: '池满',
    report: '须报告',
    inject: '导调',
    drill: '演练状态',
    correction: '更正：疑似误报',
    end: '已结束',
    system: '系统',
    command: '设备指令',
  } satisfies Record<MessageKind, string>,
};
