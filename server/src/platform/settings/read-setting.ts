import type { z } from 'zod'
import { drawer, type Tx } from '../db.ts'
import { log } from '../log.ts'
import type { SettingDefinition } from './define-setting.ts'

const platform = drawer('platform')

/**
 * What holds now: the community's own value, else the company's, else the fallback. A stored value that the schema no longer takes
 * is passed over (and logged), so that a tightened schema stops no business.
 * @param where the community that is asked about; without it the company's value
 */
export async function readSetting<S extends z.ZodType>(
  tx: Tx,
  setting: SettingDefinition<S>,
  where: { communityId?: string | null } = {},
): Promise<z.output<S>> {
  const { tenantId } = tx.actor
  if (tenantId === null) return setting.fallback
  const communityId = setting.level === 'community' ? (where.communityId ?? null) : null
  const rows = await platform(tx)
    .selectFrom('platform.setting')
    .select(['communityId', 'value'])
    .where('tenantId', '=', tenantId)
    .where('key', '=', setting.key)
    .where(row => row.or([row('communityId', 'is', null), row('communityId', '=', communityId)]))
    .execute()
  return effectiveOf(setting, rows, communityId).value as z.output<S>
}

export interface Effective {
  value: unknown
  source: 'community' | 'company' | 'fallback'
}

/** Which of the stored values of a setting holds in a community, or in the company (null). */
export function effectiveOf(
  setting: SettingDefinition,
  rows: readonly { communityId: string | null; value: unknown }[],
  communityId: string | null,
): Effective {
  for (const [source, wanted] of [
    ['community', communityId],
    ['company', null],
  ] as const) {
    if (source === 'community' && wanted === null) continue
    const stored = rows.find(row => row.communityId === wanted)?.value ?? null
    if (stored === null) continue
    const parsed = setting.schema.safeParse(stored)
    if (parsed.success) return { value: parsed.data, source }
    log.warn({ setting: setting.key }, 'a stored value does not fit its setting any more')
  }
  return { value: setting.fallback, source: 'fallback' }
}
