import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { premisesKey } from '../../registry/index.ts'
import { imports } from '../tables.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'

/** In these nobody lives but who rents. */
const OWNER_ELSEWHERE = ['unsold', 'sold', 'vacant', 'let']

/**
 * What the states of premises mean for who is written into them. `follows`: premises come to the state of who lives there, unless
 * they are new and their row says a state itself; spaces do not. `ownerResides`: a list of owners does not say who lives where; an owner lives in the
 * own home unless its state, said now or before, speaks against it.
 */
export async function knownStates(
  tx: Tx,
  actor: Actor,
  plan: ImportPlan,
  { idByKey, before }: { idByKey: ReadonlyMap<string, string>; before: ReadonlyMap<string, string> },
) {
  const said = new Map<string, string>()
  for (const room of plan.premises) {
    const key = premisesKey(room)
    if (room.state !== null && !before.has(key)) said.set(idByKey.get(key) ?? '', room.state)
  }
  const { rows } = await sql<{ id: string }>`select p.id from registry.public_premises p
    where p.tenant_id = ${tenantOf(actor)} and p.id = any(${[...idByKey.values()]}::uuid[])
      and p.state = any(${OWNER_ELSEWHERE}::text[])`.execute(imports(tx))
  const elsewhere = new Set(rows.map(row => row.id))
  const parked = [...plan.spaces, ...plan.premises.filter(({ use }) => use === 'parking')]
  const spaces = new Set(
    parked.map(({ areaCode, code }) =>
      idByKey.get(premisesKey({ buildingCode: null, unitCode: null, areaCode, code })),
    ),
  )
  return {
    follows: (premisesId: string) => !said.has(premisesId) && !spaces.has(premisesId),
    ownerResides: (premisesId: string) => !elsewhere.has(premisesId) && said.get(premisesId) !== 'handed-over',
  }
}
