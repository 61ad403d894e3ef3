import { defineTexts } from '@anju/ui'

/** Words that several of billing's pages use. */
export const useBillingTexts = defineTexts({
  'zh-CN': {
    // bill states
    'state.draft': '草稿',
    'state.void': '已作废',
    'state.open': '待缴',
    'state.partly': '部分已缴',
    'state.overdue': '逾期',
    'state.settled': '已结清',
    // lines
    lines: '账单明细',
    segment: '计费区间',
    explained: '怎么算的',
    lineAmount: '金额（元）',
    lineSettled: '已缴（元）',
    // gates
    needsPermission: '需要权限“{permission}”，请联系公司管理员开通',
    // kinds
    'kind.area-price': '面积 × 单价',
    'kind.fixed': '固定金额',
    'timing.advance': '预付',
    'timing.arrears': '后付',
    monthly: '每月',
    everyMonths: '每 {count} 个月',
  },
  en: {
    'state.draft': 'Draft',
    'state.void': 'Void',
    'state.open': 'To pay',
    'state.partly': 'Partly paid',
    'state.overdue': 'Overdue',
    'state.settled': 'Settled',
    lines: 'Lines of the bill',
    segment: 'Days',
    explained: 'How it was worked out',
    lineAmount: 'Amount (¥)',
    lineSettled: 'Paid (¥)',
    needsPermission: 'Needs the permission “{permission}”: ask your company administrator',
    'kind.area-price': 'Area × price',
    'kind.fixed': 'Fixed amount',
    'timing.advance': 'In advance',
    'timing.arrears': 'In arrears',
    monthly: 'Monthly',
    everyMonths: 'Every {count} months',
  },
})
