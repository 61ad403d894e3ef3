import { sql } from 'kysely'
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
  return (await readSettings(tx, { setting }, where)).setting
}

type Values<D extends Record<string, SettingDefinition>> = { [K in keyof D]: z.output<D[K]['schema']> }

/** As `readSetting`, several in one statement, each under the name that it is asked by. */
export async function readSettings<D extends Record<string, SettingDefinition>>(
  tx: Tx,
  settings: D,
  where: { communityId?: string | null } = {},
): Promise<Values<D>> {
  const { tenantId } = tx.actor
  const named = Object.entries(settings)
  const rows =
    tenantId === null ? [] : await readStored(tx, tenantId, Object.values(settings), where.communityId ?? null)
  return Object.fromEntries(
    named.map(([name, setting]) => {
      const communityId = setting.level === 'community' ? (where.communityId ?? null) : null
      const own = rows.filter(row => row.key === setting.key)
      return [name, effectiveOf(setting, own, communityId).value]
    }),
  ) as Values<D>
}

function readStored(tx: Tx, tenantId: string, settings: readonly SettingDefinition[], communityId: string | null) {
  return platform(tx)
    .selectFrom('platform.setting')
    .select(['key', 'communityId', 'value'])
    .where('tenantId', '=', tenantId)
    .where('key', '=', sql<string>`any(${settings.map(setting => setting.key)}::text[])`)
    .where(row => row.or([row('communityId', 'is', null), row('communityId', '=', communityId)]))
    .execute()
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
