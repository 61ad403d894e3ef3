import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

/** Whether cash is taken within an open shift only. */
export const shiftNeeded = defineSetting('payments.shiftNeeded', {
  level: 'community',
  schema: z.boolean(),
  fallback: false,
  label: { 'zh-CN': '收现金前须开班', en: 'Cash needs an open shift' },
  help: {
    'zh-CN': '打开后，收费员点清备用金、开班之后才能收现金。',
    en: 'When on, a cashier takes cash only after counting the float and opening a shift.',
  },
})
