import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

/** The law says "in time"; fifteen working days is what the standards ask (GB/T 35273 §8.7: thirty days at most). */
export const dataRequestDays = defineSetting('residents.dataRequestDays', {
  level: 'company',
  schema: z.int().min(1).max(20),
  fallback: 15,
  label: { 'zh-CN': '个人信息请求的答复期限', en: 'Time to answer requests about personal data' },
  help: {
    'zh-CN': '从提出次日起算的工作日，按公司节假日历。只影响之后提出的请求。',
    en: 'Working days by the company calendar, from the day after. Holds for requests made from now on.',
  },
  unit: { 'zh-CN': '个工作日', en: 'working days' },
})
