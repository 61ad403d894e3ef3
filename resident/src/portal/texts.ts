import { defineTexts } from '@anju/ui'

/** The words of the home page. */
export const usePortalTexts = defineTexts({
  'zh-CN': {
    greeting: '{name}，您好',
    due: '待缴金额',
    overdue: '其中 {amount} 元已过缴费期',
    settled: '费用已全部缴清',
    toBills: '查看账单',
    switch: '切换房屋',
    actions: '常用',
    bills: '账单',
    billsText: '每一笔都有算式',
    repair: '报修',
    repairText: '一分钟报好',
    openOrders: '进行中的报修',
    noOrders: '没有进行中的报修',
    noHousehold: '还没有登记房屋',
    noHouseholdText: '请联系物业前台，把您的手机号登记到房屋。',
  },
  en: {
    greeting: 'Hello, {name}',
    due: 'To pay',
    overdue: '{amount} yuan of it is overdue',
    settled: 'Everything is paid',
    toBills: 'See bills',
    switch: 'Switch home',
    actions: 'Often used',
    bills: 'Bills',
    billsText: 'Every amount explained',
    repair: 'Repair',
    repairText: 'Report in a minute',
    openOrders: 'Repairs in progress',
    noOrders: 'No repairs in progress',
    noHousehold: 'No home is registered yet',
    noHouseholdText: 'Ask the front desk to register your number to your home.',
  },
})
