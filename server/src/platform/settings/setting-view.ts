import type { platform as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../actor.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { featureDefinitions } from '../features/define-feature.ts'
import { keyset, pageOfRows } from '../page.ts'
import { type SettingDefinition, settingDefinition, settingDefinitions } from './define-setting.ts'
import { effectiveOf } from './read-setting.ts'
import { requireCommunity, type Surroundings } from './setting-scope.ts'

const platform = drawer('platform')

type SettingView = ResponseOf<typeof contract.listSettings>['items'][number]

/** Every setting that holds at this level, with what holds there now, where it comes from and who changed it last. */
export function listSettings(around: Surroundings) {
  return async (
    tx: Tx,
    actor: Actor,
    input: RequestOf<typeof contract.listSettings>,
  ): Promise<ResponseOf<typeof contract.listSettings>> => {
    const communityId = input.communityId ?? null
    await requireCommunity(around, tx, actor, communityId)
    return { items: await viewSettings(tx, actor, settingDefinitions(), communityId) }
  }
}

/** The given settings as a screen shows them, at the level of the company (null) or of a community. */
export async function viewSettings(
  tx: Tx,
  actor: Actor,
  wanted: SettingDefinition[],
  communityId: string | null,
): Promise<SettingView[]> {
  const tenantId = tenantOf(actor)
  const rows = await platform(tx)
    .selectFrom('platform.setting as s')
    .select(['s.key', 's.communityId', 's.value', 's.version'])
    .where('s.tenantId', '=', tenantId)
    .where(row => row.or([row('s.communityId', 'is', null), row('s.communityId', '=', communityId)]))
    .execute()
  const changes = await lastChanges(tx, tenantId, communityId)
  return wanted.map(setting => {
    const own = rows.filter(row => row.key === setting.key)
    const level = setting.level === 'community' ? communityId : null
    const { value, source } = effectiveOf(setting, own, level)
    const last = changes.find(change => change.key === setting.key && change.communityId === level)
    const { key, label, help, control, fallback } = setting
    return {
      ...{ key, module: key.slice(0, key.indexOf('.')), level: setting.level, label, help, control, fallback, value },
      source,
      inherited: level === null ? fallback : effectiveOf(setting, own, null).value,
      version: own.find(row => row.communityId === level)?.version ?? 0,
      changedByName: last?.changedByName ?? null,
      changedAt: last?.at ?? null,
    }
  })
}

/** The switch of a module is remembered as a setting is. */
function isSwitch(key: string): boolean {
  return featureDefinitions().some(({ setting }) => setting.key === key)
}

async function lastChanges(tx: Tx, tenantId: string, communityId: string | null) {
  return platform(tx)
    .selectFrom('platform.settingChange')
    .distinctOn(['key', 'communityId'])
    .select(['key', 'communityId', 'changedByName', 'at'])
    .where('tenantId', '=', tenantId)
    .where(row => row.or([row('communityId', 'is', null), row('communityId', '=', communityId)]))
    .orderBy('key')
    .orderBy('communityId')
    .orderBy('at', 'desc')
    .execute()
}

/** Who changed a setting, when and why: of the company, and of the community that is asked about. Newest first. */
export function settingHistory(around: Surroundings) {
  return async (
    tx: Tx,
    actor: Actor,
    input: RequestOf<typeof contract.settingHistory>,
  ): Promise<ResponseOf<typeof contract.settingHistory>> => {
    const tenantId = tenantOf(actor)
    const communityId = input.communityId ?? null
    await requireCommunity(around, tx, actor, communityId)
    if (!settingDefinition(input.key) && !isSwitch(input.key)) throw refuse.notFound()
    const keys = keyset(input, sql`id`, { at: { by: sql`at`, type: 'timestamptz' } }, '-at')
    const filtered = platform(tx)
      .selectFrom('platform.settingChange')
      .where('tenantId', '=', tenantId)
      .where('key', '=', input.key)
      .where(row => row.or([row('communityId', 'is', null), row('communityId', '=', communityId)]))
    const rows = await filtered
      .select(['id', 'communityId', 'before', 'after', 'reason', 'changedByName', 'at', keys.key.as('sortKey')])
      .where(keys.after)
      .orderBy(keys.order)
      .limit(input.limit + 1)
      .execute()
    const { count } = await filtered.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
    return pageOfRows(input, rows, count, '-at')
  }
}
