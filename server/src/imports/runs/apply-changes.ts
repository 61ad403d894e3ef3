import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { correctArea, phones, premisesKey } from '../../registry/index.ts'
import type { PremisesProposal } from '../kinds/premises.ts'
import { imports } from '../tables.ts'
import type { ChangeKind, ProposedChange } from './write-proposals.ts'

/** Rooms that are stored with another area than the workbook says. */
export async function areaChanges(
  tx: Tx,
  actor: Actor,
  rooms: readonly PremisesProposal[],
  idByKey: ReadonlyMap<string, string>,
): Promise<ProposedChange[]> {
  const stored = rooms.flatMap(room => {
    const id = idByKey.get(premisesKey({ ...room, areaCode: null }))
    return id === undefined ? [] : [{ room, id }]
  })
  if (stored.length === 0) return []
  const { rows } = await sql<{ premisesId: string; label: string; areaM2: string }>`
    select distinct on (a.premises_id) a.premises_id, p.label, a.area_m2
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
      },
    ]
  })
}

/** Takes over what a person has confirmed, kind by kind, through the registry's own commands; an area holds from today on. */
export async function applyChanges(
  tx: Tx,
  actor: Actor,
  changes: readonly ProposedChange[],
  kinds: ReadonlySet<ChangeKind>,
): Promise<void> {
  for (const { kind, field, objectId, value } of changes) {
    if (!kinds.has(kind)) continue
    if (field === 'phone') await phones.changePrimaryPhone(tx, actor, objectId, value)
    else await correctArea(tx, actor, objectId, value)
  }
}
