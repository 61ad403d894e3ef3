import { STAFF_PERMISSIONS } from '@anju/contract'
import { expect, test } from 'vitest'
import { permissionGroups } from './permission-groups.ts'

test('every permission of a staff role is in one group that has a name of its own', () => {
  const groups = permissionGroups()
  expect(groups.flatMap(group => group.permissions).toSorted()).toEqual([...STAFF_PERMISSIONS].toSorted())
  expect(groups.map(group => group.module)).not.toContain('other')
})
