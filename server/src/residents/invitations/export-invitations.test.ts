import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { newId } from '../../platform/ids.ts'
import { makeParkingWorld, type ParkingWorld } from '../../registry/testing/parking-world.ts'
import { createInvitation } from './create-invitation.ts'
import { exportInvitations } from './export-invitations.ts'
import { revokeInvitation } from './revoke-invitation.ts'

let world: ParkingWorld
let admin: Actor
beforeAll(async () => {
  world = await makeParkingWorld()
  admin = await world.tenant.staff({ permissions: ['residents.applications.manage', 'registry.people.manage'] })
})
afterAll(() => world.database.drop())

test('invitations are written into a file as the list is filtered, without their codes', async () => {
  const invite = (name: string) =>
    world.as(admin, tx =>
      createInvitation(tx, admin, { id: newId(), premisesId: world.homeId('302'), kind: 'tenant', name }),
    )
  const [first, second] = [await invite('钱二'), await invite('孙三')]
  await world.as(admin, tx => revokeInvitation(tx, admin, { invitationId: second.invitation.id }))
  const file = await world.as(admin, tx => exportInvitations(tx, admin, { state: 'open', format: 'csv' }))
  const text = String(file.body)
  expect(text.trim().split('\r\n')).toHaveLength(2)
  expect(text).toMatch(/,钱二,租户,.*,未使用,/)
  expect(text).not.toContain(first.code)
})
