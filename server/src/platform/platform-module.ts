import { platform as contract } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from './actor.ts'
import { drawer, type Tx } from './db.ts'
import { listFeatures } from './features/feature-view.ts'
import { switchFeature } from './features/switch-feature.ts'
import { readFile } from './files/file-view.ts'
import { storeFile } from './files/store-file.ts'
import { defineModule, handle, type Module } from './module.ts'
import { keyset, type Page, pageOfRows } from './page.ts'
import { fileQuotaGb } from './platform-settings.ts'
import type { Realtime } from './realtime.ts'
import { changeSetting } from './settings/change-setting.ts'
import type { Surroundings } from './settings/setting-scope.ts'
import { listSettings, settingHistory } from './settings/setting-view.ts'

const platform = drawer('platform')

/** The platform's own routes. The realtime hub exists once a server runs. */
export function platformModule(realtime: () => Realtime, around: Surroundings): Module {
  return defineModule('platform', {
    routes: [
      handle(contract.uploadFile, storeFile),
      handle(contract.readFile, readFile),
      handle(contract.listAudit, listAudit),
      handle(contract.listSettings, listSettings(around)),
      handle(contract.changeSetting, changeSetting(around)),
      handle(contract.settingHistory, settingHistory(around)),
      handle(contract.listFeatures, listFeatures(around)),
      handle(contract.switchFeature, switchFeature(around)),
      handle(contract.realtime, (door, actor) => realtime().connect(door, actor)),
    ],
    settings: [fileQuotaGb],
  })
}

interface AuditView {
  id: string
  sortKey: string
  seq: number
  at: Date
  action: string
  actorName: string
  actorKind: 'staff' | 'resident' | 'system' | 'anonymous'
  object: string | null
  detail: unknown
  address: string | null
  requestId: string | null
  hash: string
}

/** The audit log, newest first. */
export async function listAudit(
  tx: Tx,
  actor: Actor,
  input: { cursor?: string; limit: number; sort?: string; action?: string; from?: string; to?: string },
): Promise<Page<AuditView>> {
  const tenantId = tenantOf(actor)
  // An audit line has no id of its own: its number in the tenant's chain, written as a uuid for the cursor.
  const id = sql<string>`lpad(to_hex(seq), 32, '0')::uuid`
  const keys = keyset(input, id, { seq: { by: sql`seq`, type: 'bigint' } }, '-seq')
  const filtered = platform(tx)
    .selectFrom('platform.audit')
    .where('tenantId', '=', tenantId)
    .$if(Boolean(input.action), query => query.where('action', 'like', `${input.action}%`))
    .$if(Boolean(input.from), query =>
      query.where(sql<boolean>`at >= (${input.from}::date::timestamp at time zone 'Asia/Shanghai')`),
    )
    .$if(Boolean(input.to), query =>
      query.where(sql<boolean>`at < ((${input.to}::date + 1)::timestamp at time zone 'Asia/Shanghai')`),
    )
  const rows = await filtered
    .select(['seq', 'at', 'action', 'actorName', 'actorKind', 'object', 'detail', 'address', 'requestId'])
    .select([id.as('id'), keys.key.as('sortKey'), sql<string>`encode(hash, 'hex')`.as('hash')])
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(
    input,
    rows.map(row => ({ ...row, seq: Number(row.seq), actorKind: row.actorKind as AuditView['actorKind'] })),
    count,
    '-seq',
  )
}
