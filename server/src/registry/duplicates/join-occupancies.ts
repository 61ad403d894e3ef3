import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { maxDate, minDate } from '../../platform/period.ts'
import { registry } from '../tables.ts'

export interface Stay {
  id: string
  personId: string
  premisesId: string
  kind: string
  fromOn: string
  toOn: string | null
  share: string | null
}

/**
 * The stays of two people who are one: those of the same premises and kind that overlap become one stay over both their days (the
 * longer end; shares of the same days added up, else the one that is known); the others only change their name. Answers what goes and how those that stay are.
 */
export function joinStays(stays: readonly Stay[]): { gone: string[]; kept: Stay[] } {
  const gone: string[] = []
  const kept: Stay[] = []
  for (const stay of stays.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : a.fromOn > b.fromOn ? 1 : 0))) {
    const at = kept.findIndex(one => one.premisesId === stay.premisesId && one.kind === stay.kind && overlap(one, stay))
    const earlier = kept[at]
    if (!earlier) kept.push(stay)
    else {
      gone.push(stay.id)
      kept[at] = {
        ...earlier,
        fromOn: minDate(earlier.fromOn, stay.fromOn),
        toOn: earlier.toOn === null || stay.toOn === null ? null : maxDate(earlier.toOn, stay.toOn),
        share: sharesOf(earlier, stay),
      }
    }
  }
  return { gone, kept }
}

/** What both own of a home over the same days is theirs together: shares of a home are never more than the whole, so these are two parts of it. */
function sharesOf(a: Stay, b: Stay): string | null {
  const both = a.share !== null && b.share !== null && a.fromOn === b.fromOn && a.toOn === b.toOn
  return both
    ? dec(a.share ?? '0')
        .plus(dec(b.share ?? '0'))
        .toFixed()
    : (a.share ?? b.share)
}

function overlap(a: Stay, b: Stay): boolean {
  return (a.toOn === null || a.toOn >= b.fromOn) && (b.toOn === null || b.toOn >= a.fromOn)
}

/** Gives all stays of both to the survivor. */
export async function joinOccupancies(tx: Tx, actor: Actor, survivorId: string, mergedId: string): Promise<void> {
  const tenantId = tenantOf(actor)
  const { rows } =
    await sql<Stay>`select id, person_id, premises_id, kind, from_on, to_on, share from registry.occupancy
    where tenant_id = ${tenantId} and person_id in (${survivorId}, ${mergedId}) order by from_on, id`.execute(
      registry(tx),
    )
  const { gone, kept } = joinStays(rows)
  await sql`delete from registry.occupancy where tenant_id = ${tenantId} and id = any(${gone}::uuid[])`.execute(
    registry(tx),
  )
  const before = new Map(rows.map(row => [row.id, row]))
  const changed = kept.filter(one => {
    const old = before.get(one.id)
    return one.personId !== survivorId || old?.fromOn !== one.fromOn || old.toOn !== one.toOn || old.share !== one.share
  })
  await sql`
    update registry.occupancy o set person_id = ${survivorId}, from_on = r.from_on, to_on = r.to_on, share = r.share, version = o.version + 1
    from unnest(${changed.map(c => c.id)}::uuid[], ${changed.map(c => c.fromOn)}::date[], ${changed.map(c => c.toOn)}::date[],
      ${changed.map(c => c.share)}::numeric[]) as r(id, from_on, to_on, share)
    where o.tenant_id = ${tenantId} and o.id = r.id`.execute(registry(tx))
}
