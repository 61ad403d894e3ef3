import { z } from 'zod'
import { defineSetting } from '../platform/settings/define-setting.ts'

const percent = { 'zh-CN': '%', en: '%' }

/** So many percent more or less than the mean of the meter's last readings is a jump. */
export const jumpPercent = defineSetting('metering.jumpPercent', {
  level: 'community',
  schema: z.int().min(10).max(500),
  fallback: 50,
  label: { 'zh-CN': '用量突变阈值', en: 'Jump of consumption' },
  help: {
    'zh-CN': '用量比这块表近期日均水平多或少超过这个比例，读数标记为“突变”，须他人审核。',
    en: 'More or less than the recent daily mean of the meter by this much flags the reading; somebody else then approves it.',
  },
  unit: percent,
})

/** Readings with nothing odd count at once. */
export const approveClean = defineSetting('metering.approveClean', {
  level: 'community',
  schema: z.boolean(),
  fallback: false,
  label: { 'zh-CN': '无异常读数自动审核', en: 'Approve clean readings by themselves' },
  help: {
    'zh-CN': '开启后，没有任何异常标记的读数录入即生效；有异常的仍须他人审核。',
    en: 'Readings with nothing odd count as soon as they are entered; flagged ones still need somebody else.',
  },
})

/** Loss beyond so many percent of what the parent counted is an alarm. */
export const lossPercent = defineSetting('metering.lossPercent', {
  level: 'community',
  schema: z.int().min(1).max(100),
  fallback: 10,
  label: { 'zh-CN': '损耗报警阈值', en: 'Alarm of loss' },
  help: {
    'zh-CN': '总表（或公摊表）用量减去下级表合计，超过上级用量的这个比例时报警；损耗为负也报警。',
    en: 'What the parent counted less the sum below, as a share of the parent; beyond this, or below nothing, is an alarm.',
  },
  unit: percent,
})
