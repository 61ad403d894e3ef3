import { expect, test } from 'vitest'
import { vehiclesThatLeave } from './transfers.ts'

const stay = (personId: string, kind: string, fromOn = '2020-01-01', toOn: string | null = null) => ({
  ...{ personId, kind, fromOn, toOn },
})
const transfer = { dayBefore: '2026-11-22', on: '2026-11-23', newOwnerIds: ['buyer'], familyEnds: true }
const home = [stay('seller', 'owner'), stay('wife', 'family')]

test('of the seller and of family who ends, and those of nobody once all are gone', () => {
  expect(vehiclesThatLeave(home, transfer)).toEqual({ ownerIds: ['seller', 'wife'], unowned: true })
})

test('not of family who stays; somebody is left to whom those of nobody may belong', () => {
  const kept = { ...transfer, familyEnds: false }
  expect(vehiclesThatLeave(home, kept)).toEqual({ ownerIds: ['seller'], unowned: false })
})

test('not of a seller who keeps a part, nor then those of nobody', () => {
  const part = { ...transfer, newOwnerIds: ['buyer', 'seller'] }
  expect(vehiclesThatLeave(home, part)).toEqual({ ownerIds: ['wife'], unowned: false })
  const alone = { ...part, newOwnerIds: ['seller'] }
  expect(vehiclesThatLeave([stay('seller', 'owner'), stay('brother', 'owner')], alone)).toEqual({
    ownerIds: ['brother'],
    unowned: false,
  })
})

test('not of a tenant, nor of a seller who rents the home back, nor of who left long ago', () => {
  const tenant = [...home, stay('tenant', 'tenant')]
  expect(vehiclesThatLeave(tenant, transfer)).toEqual({ ownerIds: ['seller', 'wife'], unowned: false })
  const back = [...home, stay('seller', 'tenant', '2026-11-23')]
  expect(vehiclesThatLeave(back, transfer)).toEqual({ ownerIds: ['wife'], unowned: false })
  const old = [
    ...home,
    stay('lodger', 'tenant', '2020-01-01', '2026-11-22'),
    stay('uncle', 'family', '2019-01-01', '2020-01-01'),
  ]
  expect(vehiclesThatLeave(old, transfer)).toEqual({ ownerIds: ['seller', 'wife'], unowned: true })
})
