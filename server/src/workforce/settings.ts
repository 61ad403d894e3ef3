import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

const minutes = { 'zh-CN': '分钟', en: 'minutes' }
const hours = { 'zh-CN': '小时', en: 'hours' }

/** So many minutes late, or early, are none. */
export const graceMinutes = defineSetting('workforce.graceMinutes', {
  level: 'community',
  schema: z.int().min(0).max(60),
  fallback: 5,
  label: { 'zh-CN': '迟到早退宽限', en: 'Grace for late and early' },
  help: {
    'zh-CN': '晚到或早走不超过这么多分钟不算；超过后全部计入。已锁定的月份不变。',
    en: 'Within it nothing counts; beyond it every minute does. Locked months stay.',
  },
  unit: minutes,
})

/** The least rest between two duties; less warns in the rota. */
export const restHours = defineSetting('workforce.restHours', {
  level: 'community',
  schema: z.int().min(0).max(24),
  fallback: 11,
  label: { 'zh-CN': '两班间最少休息', en: 'Least rest between shifts' },
  help: {
    'zh-CN': '少于这么多小时，排班和换班时会提醒。',
    en: 'Less warns when the rota is planned and when shifts are swapped.',
  },
  unit: hours,
})

/** Kinds of leave that may be used before they are granted: the balance goes below nothing, and the next grant pays it back. */
export const negativeLeave = defineSetting('workforce.negativeLeave', {
  level: 'company',
  schema: z.array(z.enum(['annual', 'compensatory'])).max(2),
  fallback: [],
  label: { 'zh-CN': '可以预支的假期', en: 'Leave that may go negative' },
  help: {
    'zh-CN': '勾选的假别额度不够时也能请，额度记为负数，下次发放时先抵扣；不勾选则不能透支。',
    en: 'Leave of these kinds may be asked for beyond what is left; the next grant pays it back. Others never go negative.',
  },
  choices: {
    annual: { 'zh-CN': '年假', en: 'Annual leave' },
    compensatory: { 'zh-CN': '调休', en: 'Compensatory leave' },
  },
})

/** So many days after publishing an employee may appeal; 0: none. Periods keep what held when they were opened. */
export const appealDays = defineSetting('workforce.appealDays', {
  level: 'company',
  schema: z.int().min(0).max(60),
  fallback: 7,
  label: { 'zh-CN': '绩效申诉期', en: 'Days to appeal' },
  help: {
    'zh-CN': '绩效公布后，员工在这么多天内可以申诉；0 表示不设申诉。已开启的考核周期不变。',
    en: 'So many days after publishing an employee may appeal; 0 means no appeals. Open periods keep theirs.',
  },
  unit: { 'zh-CN': '天', en: 'days' },
})
