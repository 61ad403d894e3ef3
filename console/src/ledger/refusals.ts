import { defineTexts } from '@anju/ui'

/** What the ledger may refuse. */
export const ledgerRefusals = defineTexts({
  'zh-CN': {
    'ledger.month_not_over': '{month} 还没有结束，月末之后才能结账。',
    'ledger.month_closed': '已结账到 {month}，那以前的月份不能再结账或录入；要改，请先反结账。',
    'ledger.month_not_closed': '{month} 没有结账。',
    'ledger.later_month_closed': '{month} 已结账。请先反结账最近的月份。',
    'ledger.does_not_tie': '业务与总账对不上，不能结账。请先到报表“对账”查看差异并处理。',
  },
  en: {
    'ledger.month_not_over': '{month} is not over yet. It can be closed when it is.',
    'ledger.month_closed': 'Everything up to {month} is closed. To change a month, open it again first.',
    'ledger.month_not_closed': '{month} is not closed.',
    'ledger.later_month_closed': '{month} is closed. Open the latest month first.',
    'ledger.does_not_tie':
      'Bills, prepaid money or deposits do not agree with the ledger. See Reconciliation and settle the difference first.',
  },
})
