import { routes } from '@anju/contract'
import { hasRefusalText } from '@anju/ui'
import { expect, test } from 'vitest'
import { refusals } from './refusals.ts'

const ALSO_CALLED = ['identity.signIn', 'identity.signOut', 'platform.uploadFile']

test('every refusal that a member of staff may meet in the field has a text', () => {
  const called = routes.filter(
    route => route.permission === 'service-desk.orders.work' || ALSO_CALLED.includes(route.name),
  )
  const codes = called.flatMap(route => route.errors ?? [])
  expect(codes).toContain('identity.wrong_credentials')
  expect(codes.filter(code => !hasRefusalText(code, refusals))).toEqual([])
})
