import { defineTexts } from '@anju/ui'

/** The words of bills. */
export const useBillingTexts = defineTexts({
  'zh-CN': {
    title: '账单',
    which: '账单类别',
    open: '未缴',
    settled: '已缴',
    receipts: '收据',
    sumOpen: '待缴合计',
    sumSettled: '已缴合计',
    cycle: '{from} 至 {to}',
    dueOn: '{date} 前缴费',
    partly: '已缴或减免 {amount} 元',
    overdue: '已过期',
    noneOpen: '没有待缴的账单',
    noneOpenText: '新账单出来后会显示在这里。',
    noneSettled: '还没有缴清的账单',
    noneSettledText: '缴清的账单会一直保留在这里。',
  },
  en: {
    title: 'Bills',
    which: 'Kind of bills',
    open: 'To pay',
    settled: 'Paid',
    receipts: 'Receipts',
    sumOpen: 'To pay in total',
    sumSettled: 'Paid in total',
    cycle: '{from} to {to}',
    dueOn: 'Due {date}',
    partly: '¥{amount} paid or waived',
    overdue: 'Overdue',
    noneOpen: 'Nothing to pay',
    noneOpenText: 'New bills will appear here.',
    noneSettled: 'No paid bills yet',
    noneSettledText: 'Paid bills stay here.',
  },
})
