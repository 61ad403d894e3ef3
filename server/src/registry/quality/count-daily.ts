import { defineCron } from '../../platform/cron/define-cron.ts'
import { countQuality } from './count-quality.ts'

/** Counts the findings of every community once a night, so that the trend has a value for each day. */
export const countQualityDaily = defineCron('registry.countQualityDaily', { daily: '04:20' }, async (tx, actor) => {
  await countQuality(tx, actor, {})
})
