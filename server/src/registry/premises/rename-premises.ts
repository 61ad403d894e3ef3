import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'
import { roomAliases, roomLabel } from './room.ts'

/**
 * Writes labels and aliases anew after a code changed, of all premises of a building or unit, or of one; names given by hand stay.
 * One statement for each, however many rooms there are. Answers how many are called otherwise now.
 */
export async function renamePremises(
  tx: Tx,
  tenantId: string,
  of: { buildingId: string } | { unitId: string } | { premisesId: string },
): Promise<number> {
  const which =
    'buildingId' in of
      ? sql`p.building_id = ${of.buildingId}::uuid`
      : 'unitId' in of
        ? sql`p.unit_id = ${of.unitId}::uuid`
        : sql`p.id = ${of.premisesId}::uuid`
  const { rows } = await sql<Placed>`
    select p.id, p.area_code, p.code, p.label, p.ended_on is null as present, b.code as building_code, u.code as unit_code
    from registry.premises p
    left join registry.building b on b.tenant_id = p.tenant_id and b.id = p.building_id
    left join registry.unit u on u.tenant_id = p.tenant_id and u.id = p.unit_id
    where p.tenant_id = ${tenantId}::uuid and ${which}`.execute(registry(tx))
  const renamed = rows
    .map(row => ({ ...row, label: roomLabel(row), before: row.label }))
    .filter(row => row.label !== row.before)
  await sql`
    update registry.premises p set label = r.label
    from unnest(${renamed.map(row => row.id)}::uuid[], ${renamed.map(row => row.label)}::text[]) as r(id, label)
    where p.tenant_id = ${tenantId}::uuid and p.id = r.id`.execute(registry(tx))
  await writeAliases(tx, tenantId, rows)
  return renamed.length
}

interface Placed {
  id: string
  buildingCode: string | null
  unitCode: string | null
  areaCode: string | null
  code: string
  label: string
  /** Ended premises are found by no spelling: their successors are. */
  present: boolean
}

/** The spellings that find these premises, instead of those there were; names given by hand stay. */
async function writeAliases(tx: Tx, tenantId: string, rows: Placed[]): Promise<void> {
  const aliases = rows.filter(row => row.present).flatMap(row => roomAliases(row).map(alias => ({ alias, id: row.id })))
  await sql`delete from registry.premises_alias a
    where a.tenant_id = ${tenantId}::uuid and not a.own and a.premises_id = any(${rows.map(row => row.id)}::uuid[])`.execute(
    registry(tx),
  )
  await sql`
    insert into registry.premises_alias (tenant_id, community_id, alias, premises_id)
    select p.tenant_id, p.community_id, r.alias, p.id
    from unnest(${aliases.map(row => row.alias)}::text[], ${aliases.map(row => row.id)}::uuid[]) as r(alias, id)
    join registry.premises p on p.tenant_id = ${tenantId}::uuid and p.id = r.id
    on conflict do nothing`.execute(registry(tx))
}
