import { isDeepStrictEqual } from 'node:util'
import type { platform as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type Actor, tenantOf } from '../actor.ts'
import { recordChanges } from '../audit.ts'
import { now } from '../clock.ts'
import { drawer, type Tx } from '../db.ts'
import { Refusal, refuse } from '../errors.ts'
import { newId } from '../ids.ts'
import { type SettingDefinition, settingDefinition } from './define-setting.ts'
import { requireCommunity, requireWholeOf, type Surroundings } from './setting-scope.ts'
import { viewSettings } from './setting-view.ts'

const platform = drawer('platform')

/**
 * Decides a setting for the company or for one community, or gives it back to what is inherited (null), with the reason.
 * Errors: platform.changed_meanwhile when somebody was quicker; platform.input_wrong at `value`; platform.beyond_scope when
 * staff of some communities only would decide for the company.
 */
export function changeSetting(around: Surroundings) {
  return async (
    tx: Tx,
    actor: Actor,
    input: RequestOf<typeof contract.changeSetting>,
  ): Promise<ResponseOf<typeof contract.changeSetting>> => {
    const communityId = input.communityId ?? null
    await requireCommunity(around, tx, actor, communityId)
    const setting = settingDefinition(input.key)
    if (!setting) throw refuse.notFound()
    requireWholeOf(actor, communityId)
    if (communityId !== null && setting.level === 'company') throw refuse.settingOfCompany()
    const { version, reason, value } = input
    await decideSetting(tx, setting, { communityId, version, reason, value: checkedValue(setting, value) })
    const [view] = await viewSettings(tx, actor, [setting], communityId)
    if (!view) throw refuse.notFound()
    return view
  }
}

interface SettingDecision {
  communityId: string | null
  version: number
  reason: string
  /** As the schema takes it; null: back to what is inherited. */
  value: unknown
}

/** Stores a decision with its history line; the caller has checked who decides and what. Errors: platform.changed_meanwhile. */
export async function decideSetting(tx: Tx, setting: SettingDefinition, decision: SettingDecision): Promise<void> {
  const { communityId, version, reason, value } = decision
  const before = await storeValue(tx, setting, communityId, version, value)
  if (isDeepStrictEqual(before, value)) return
  await platform(tx)
    .insertInto('platform.settingChange')
    .values({
      ...{ tenantId: tenantOf(tx.actor), id: newId(), key: setting.key, communityId, reason, at: now() },
      ...{ before: jsonOf(before), after: jsonOf(value), changedBy: tx.actor.id, changedByName: tx.actor.name },
    })
    .execute()
  recordChanges(tx, { [setting.key]: before }, { [setting.key]: value })
}

/** The value as the schema takes it; null is kept: back to what is inherited. */
function checkedValue(setting: SettingDefinition, value: unknown): unknown {
  if (value === null) return null
  const parsed = setting.schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ code, message, path }) => ({
    path: ['value', ...path].join('.'),
    code,
    message,
  }))
  throw new Refusal('platform.input_wrong', 422, {}, errors)
}

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

/** Writes the value if the row is still as it was read (version 0: there was none), and answers what stood there before. */
async function storeValue(
  tx: Tx,
  setting: SettingDefinition,
  communityId: string | null,
  version: number,
  value: unknown,
): Promise<unknown> {
  const tenantId = tenantOf(tx.actor)
  const there = await platform(tx)
    .selectFrom('platform.setting')
    .select(['id', 'value', 'version'])
    .where('tenantId', '=', tenantId)
    .where('key', '=', setting.key)
    .where('communityId', 'is not distinct from', communityId)
    .forUpdate()
    .executeTakeFirst()
  if ((there?.version ?? 0) !== version) throw refuse.changedMeanwhile({ version: there?.version ?? 0 })
  if (there) {
    await platform(tx)
      .updateTable('platform.setting')
      .set({ value: jsonOf(value), version: version + 1 })
      .where('tenantId', '=', tenantId)
      .where('id', '=', there.id)
      .execute()
    return there.value
  }
  const made = await platform(tx)
    .insertInto('platform.setting')
    .values({ tenantId, id: newId(), key: setting.key, communityId, value: jsonOf(value) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  // Two first decisions at once: the unique key had the last word.
  if (!made) throw refuse.changedMeanwhile({ version: 1 })
  return null
}
