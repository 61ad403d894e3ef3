import { defineTexts } from '@anju/ui'

/** What the reports may refuse: what is wrong, and what to do. */
export const analyticsRefusals = defineTexts({
  'zh-CN': {
    'analytics.period_wrong': '起始月份不能晚于结束月份，最多选 {maxMonths} 个月，请重新选择。',
  },
  en: {
    'analytics.period_wrong':
      'The first month cannot be after the last, and at most {maxMonths} months fit: choose again.',
  },
})
