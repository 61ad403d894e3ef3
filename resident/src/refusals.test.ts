import { routes } from '@anju/contract'
import { hasRefusalText } from '@anju/ui'
import { expect, test } from 'vitest'
import { refusals } from './refusals.ts'

const ALSO_CALLED = ['identity.requestSignInCode', 'identity.signInByCode', 'identity.signOut', 'platform.uploadFile']

test('every refusal that a resident may meet has a text', () => {
  const called = routes.filter(route => route.audience === 'resident' || ALSO_CALLED.includes(route.name))
  const codes = called.flatMap(route => route.errors ?? [])
  expect(codes).toContain('identity.wrong_code')
  expect(codes.filter(code => !hasRefusalText(code, refusals))).toEqual([])
})
