import { ensureMeters } from '../../metering/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { leases } from '../../registry/index.ts'
import { ensureEmployees } from '../../workforce/index.ts'
import type { NamedPerson } from '../kinds/people.ts'
import type { RoomKey } from '../kinds/room-ref.ts'
import type { ImportPlan } from '../workbook/plan-import.ts'
import type { Place, Writer, Written } from './write-proposals.ts'

/** Writes the meters, those above first, as the plan has them. */
export async function writeMeters(
  tx: Tx,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  ground: { premisesOf: (room: RoomKey) => string },
  write: Writer,
): Promise<Written> {
  const inputs = plan.meters.map(({ sheet: _, row: __, room, ...meter }) => ({
    ...meter,
    premisesId: room && ground.premisesOf(room),
  }))
  const created = await write.parts(inputs, async part => {
    return (await ensureMeters(tx, actor, place.communityId, part)).created
  })
  return { total: inputs.length, created, changed: 0 }
}

/** Writes the leases with their tenants as occupants; a number that is there stays as it is. */
export async function writeLeases(
  tx: Tx,
  actor: Actor,
  place: Place,
  plan: ImportPlan,
  ground: { premisesOf: (room: RoomKey) => string; partyOf: (party: NamedPerson) => string },
  write: Writer,
): Promise<Written> {
  const fresh = plan.leases.filter(lease => !lease.there)
  const inputs = fresh.map(({ sheet: _, row: __, there: ___, rooms, tenants, landlords, ...lease }) => ({
    ...lease,
    premisesIds: rooms.map(ground.premisesOf),
    tenantIds: [...new Set(tenants.map(ground.partyOf))],
    landlordIds: [...new Set(landlords.map(ground.partyOf))],
  }))
  const created = await write.parts(inputs, async part => {
    return (await leases.ensureLeases(tx, actor, place.communityId, [...part])).created
  })
  return { total: plan.leases.length, created, changed: 0 }
}

/** Writes the employees with their certificates. */
export async function writeStaff(
  tx: Tx,
  actor: Actor,
  plan: ImportPlan,
  write: Writer,
): Promise<{ employees: Written; certificates: Written }> {
  let certificates = 0
  const created = await write.parts(plan.staff, async part => {
    const done = await ensureEmployees(tx, actor, part)
    certificates += done.certificates
    return done.created
  })
  const held = plan.staff.reduce((sum, employee) => sum + employee.certificates.length, 0)
  return {
    employees: { total: plan.staff.length, created, changed: 0 },
    certificates: { total: held, created: certificates, changed: 0 },
  }
}
