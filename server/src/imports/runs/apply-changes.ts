import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { seal } from '../../platform/seal.ts'
import { phones, premisesKey, rooms } from '../../registry/index.ts'
import type { PremisesProposal, PremisesState } from '../kinds/premises.ts'
import { imports } from '../tables.ts'
import type { ChangeKind, Place, ProposedChange } from './write-proposals.ts'

/** Rooms that are stored with another area than the workbook says. */
export async function areaChanges(
  tx: Tx,
  actor: Actor,
  said: readonly PremisesProposal[],
  idByKey: ReadonlyMap<string, string>,
): Promise<ProposedChange[]> {
  const stored = said.flatMap(room => {
    const id = idByKey.get(premisesKey(room))
    return id === undefined || room.areaM2 === null ? [] : [{ room: { ...room, areaM2: room.areaM2 }, id }]
  })
  if (stored.length === 0) return []
  const { rows } = await sql<{ premisesId: string; label: string; areaM2: string; fromOn: string }>`
    select distinct on (a.premises_id) a.premises_id, p.label, a.area_m2, a.from_on
    from registry.public_premises_area a join registry.public_premises p on p.tenant_id = a.tenant_id and p.id = a.premises_id
    where a.tenant_id = ${tenantOf(actor)} and a.premises_id = any (${stored.map(({ id }) => id)}::uuid[]) and a.from_on <= ${today()}::date
    order by a.premises_id, a.from_on desc`.execute(imports(tx))
  const areaOf = new Map(rows.map(row => [row.premisesId, row]))
  return stored.flatMap(({ room, id }) => {
    const now = areaOf.get(id)
    if (!now || dec(now.areaM2).equals(dec(room.areaM2))) return []
    return [
      {
        ...{ kind: 'premises' as const, sheet: room.sheet, row: room.row, label: now.label, objectId: id },
        ...{ field: 'areaM2' as const, before: now.areaM2, after: room.areaM2, value: room.areaM2 },
        ...{ valueBefore: now.areaM2, replaces: now.fromOn === today() },
      },
    ]
  })
}

/**
 * Rooms that are in another state than the workbook says, where that may be said by hand; asked when those who live there by the
 * workbook are written, since the state follows from them.
 */
export async function stateChanges(
  tx: Tx,
  actor: Actor,
  rows: readonly PremisesProposal[],
  idByKey: ReadonlyMap<string, string>,
): Promise<ProposedChange[]> {
  const said = new Map(
    rows.flatMap(room => {
      const id = idByKey.get(premisesKey(room))
      return id === undefined || room.state === null ? [] : [[id, { ...room, state: room.state }] as const]
    }),
  )
  const others = await rooms.statesToSay(
    tx,
    actor,
    [...said].map(([premisesId, { state }]) => ({ premisesId, state })),
  )
  return others.map(({ premisesId, label, before, after }) => ({
    ...{ kind: 'premises' as const, sheet: said.get(premisesId)?.sheet ?? '', row: said.get(premisesId)?.row ?? 0 },
    ...{ label, objectId: premisesId, field: 'state' as const, before, after, value: after, valueBefore: before },
  }))
}

/**
 * Takes over what a person has confirmed, kind by kind, through the registry's own commands, and remembers what was there before; an
 * area or a state holds from today on.
 */
export async function applyChanges(
  tx: Tx,
  actor: Actor,
  { importId, communityId }: Place,
  changes: readonly ProposedChange[],
  kinds: ReadonlySet<ChangeKind>,
): Promise<void> {
  const confirmed = changes.filter(({ kind }) => kinds.has(kind))
  for (const { field, objectId, value } of confirmed) {
    if (field === 'phone') await phones.changePrimaryPhone(tx, actor, objectId, value)
    if (field === 'areaM2') await rooms.correctArea(tx, actor, objectId, value)
  }
  const states = confirmed.filter(({ field }) => field === 'state')
  const since = { communityId, fromOn: today(), reason: '导入' }
  await rooms.sayStates(
    tx,
    actor,
    states.map(({ objectId, value }) => ({ ...since, premisesId: objectId, state: value as PremisesState })),
  )
  const column = <T>(of: (change: ProposedChange) => T) => confirmed.map(of)
  await sql`insert into imports.changed (tenant_id, import_id, n, kind, object_id, label, field, before_sealed, after_sealed, from_on, replaced)
    select ${tenantOf(actor)}, ${importId}, c.n, c.kind, c.object_id, c.label, c.field, c.before, c.after, c.from_on, c.replaced
    from unnest(${[...confirmed.keys()]}::int[], ${column(c => c.kind)}::text[], ${column(c => c.objectId)}::uuid[], ${column(c => c.label)}::text[],
      ${column(c => c.field)}::text[], ${column(c => (c.valueBefore === null ? null : seal(c.valueBefore)))}::bytea[],
      ${column(c => seal(c.value))}::bytea[], ${column(c => (c.field === 'phone' ? null : today()))}::date[],
      ${column(c => c.replaces ?? false)}::boolean[]) as c(n, kind, object_id, label, field, before, after, from_on, replaced)`.execute(
    imports(tx),
  )
}
