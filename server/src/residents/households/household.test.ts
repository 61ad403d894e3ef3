import { describe, expect, it } from 'vitest'
import { maskName } from '../../platform/mask-name.ts'
import { mayEndStay } from './household.ts'

describe('maskName', () => {
  it.each([
    ['王小明', '王*明'],
    ['李四', '李*'],
    ['欧阳小明', '欧**明'],
    ['王', '王'],
    ['', ''],
  ])('%s → %s', (name, masked) => expect(maskName(name)).toBe(masked))
})

describe('mayEndStay', () => {
  it('lets owners end the stays of others than owners', () => {
    expect(mayEndStay({ kind: 'owner' }, { kind: 'tenant', isMe: false })).toBe(true)
    expect(mayEndStay({ kind: 'owner' }, { kind: 'owner', isMe: false })).toBe(false)
    expect(mayEndStay({ kind: 'owner' }, { kind: 'family', isMe: true })).toBe(false)
    expect(mayEndStay({ kind: 'tenant' }, { kind: 'family', isMe: false })).toBe(false)
  })
})
