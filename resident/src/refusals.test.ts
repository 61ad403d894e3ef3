import { identity, portal } from '@anju/contract'
import { hasRefusalText } from '@anju/ui'
import { expect, test } from 'vitest'
import { refusals } from './refusals.ts'

interface MayRefuse {
  errors?: readonly string[]
}

test('every refusal of the routes this app calls has a text', () => {
  const called: MayRefuse[] = [identity.requestSignInCode, identity.signInByCode, identity.signOut, identity.whoAmI]
  const mine = Object.values(portal).filter((each): each is typeof each & MayRefuse => 'path' in each)
  const codes = [...called, ...mine].flatMap(route => route.errors ?? [])
  expect(codes.length).toBeGreaterThan(0)
  expect(codes.filter(code => !hasRefusalText(code, refusals))).toEqual([])
})
