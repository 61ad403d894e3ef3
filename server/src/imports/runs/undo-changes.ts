import type { imports as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { maskPhone, unseal } from '../../platform/seal.ts'
import { phones, rooms } from '../../registry/index.ts'
import { imports } from '../tables.ts'

type Shown = ResponseOf<typeof contract.readRevert>['changes'][number]

interface Changed {
  kind: Shown['kind']
  objectId: string
  label: string
  field: Shown['field']
  before: string | null
  after: string
  fromOn: string | null
  replaced: boolean
  /** Nobody has changed it since. */
  asLeft: boolean
}

/** What an import changed of what was there, in its order, and whether that is still as the import left it. */
async function changesOf(tx: Tx, actor: Actor, importId: string): Promise<Changed[]> {
  const rows = await imports(tx)
    .selectFrom('imports.changed')
    .select(['objectId', 'label', 'beforeSealed', 'afterSealed', 'fromOn', 'replaced'])
    .select([sql<Changed['kind']>`kind`.as('kind'), sql<Changed['field']>`field`.as('field')])
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .orderBy('n')
    .execute()
  const ids = (field: Changed['field']) => rows.filter(row => row.field === field).map(row => row.objectId)
  const phoneOf = await phones.primaryPhones(tx, actor, ids('phone'))
  const areaOf = await latestAreas(tx, actor, ids('areaM2'))
  const stateOf = await statesNow(tx, actor, ids('state'))
  return rows.map(({ beforeSealed, afterSealed, ...row }) => {
    const after = unseal(afterSealed)
    const area = areaOf.get(row.objectId)
    const asLeft = {
      phone: () => phoneOf.get(row.objectId) === after,
      areaM2: () => area !== undefined && area.fromOn === row.fromOn && dec(area.areaM2).equals(dec(after)),
      state: () => stateOf.get(row.objectId) === after,
    }[row.field]()
    return { ...row, before: beforeSealed && unseal(beforeSealed), after, asLeft }
  })
}

async function statesNow(tx: Tx, actor: Actor, premisesIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; state: string }>`select p.id, p.state from registry.public_premises p
    where p.tenant_id = ${tenantOf(actor)} and p.id = any (${premisesIds}::uuid[])`.execute(imports(tx))
  return new Map(rows.map(row => [row.id, row.state]))
}

async function latestAreas(tx: Tx, actor: Actor, premisesIds: readonly string[]) {
  if (premisesIds.length === 0) return new Map<string, { fromOn: string; areaM2: string }>()
  const { rows } = await sql<{ premisesId: string; fromOn: string; areaM2: string }>`
    select distinct on (a.premises_id) a.premises_id, a.from_on, a.area_m2 from registry.public_premises_area a
    where a.tenant_id = ${tenantOf(actor)} and a.premises_id = any (${premisesIds}::uuid[])
    order by a.premises_id, a.from_on desc`.execute(imports(tx))
  return new Map(rows.map(row => [row.premisesId, row]))
}

/** The changes that taking an import back would undo, and those that stay because somebody has changed them since; numbers masked. */
export async function shownChangesOf(tx: Tx, actor: Actor, importId: string): Promise<Shown[]> {
  const masked = (field: Changed['field'], text: string) => (field === 'phone' ? maskPhone(text) : text)
  return (await changesOf(tx, actor, importId)).map(({ kind, label, field, before, after, asLeft }) => ({
    ...{ kind, label, field, restored: asLeft },
    before: before === null ? null : masked(field, before),
    after: masked(field, after),
  }))
}

/** Gives the old values again where nobody has changed them since; answers how many were restored, and how many stay. */
export async function undoChanges(tx: Tx, actor: Actor, importId: string): Promise<{ restored: number; kept: number }> {
  const changes = await changesOf(tx, actor, importId)
  const undone = changes.filter(change => change.asLeft)
  for (const { field, objectId, before, fromOn, replaced } of undone) {
    if (field === 'phone') await phones.changePrimaryPhone(tx, actor, objectId, before)
    // A state goes with the row that said it, which the import made; the one before holds again (`restoreFollowed`).
    if (field === 'areaM2' && fromOn !== null)
      await rooms.takeBackArea(tx, actor, objectId, { fromOn, areaM2: replaced ? before : null })
  }
  await imports(tx)
    .deleteFrom('imports.changed')
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
  return { restored: undone.length, kept: changes.length - undone.length }
}
