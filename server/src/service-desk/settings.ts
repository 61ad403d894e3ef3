import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

/** A household that says nothing for so long agrees (domain.md §5: auto after 48–72 h). */
export const silenceHours = defineSetting('service-desk.silenceHours', {
  level: 'community',
  schema: z.int().min(24).max(240),
  fallback: 72,
  label: { 'zh-CN': '完工后自动确认', en: 'Confirmed by silence after' },
  help: {
    'zh-CN': '完工后住户在这段时间内没有反馈，工单自动确认并关闭。只影响之后完工的工单。',
    en: 'When a household says nothing for so long after the work, the order is confirmed and closed. Holds for orders finished from now on.',
  },
  unit: { 'zh-CN': '小时', en: 'hours' },
})
