import { beforeEach, describe, expect, test } from 'vitest'
import { makeSecrets } from './config.ts'
import { blindIndex, maskIdNumber, maskPhone, seal, sign, signatureFits, unseal, useSecrets } from './seal.ts'

const secrets = makeSecrets()

beforeEach(() => useSecrets(secrets))

describe('sealing', () => {
  test('opens to what was sealed, and the same text looks different each time', () => {
    const [first, second] = [seal('13812341234'), seal('13812341234')]
    expect(unseal(first)).toBe('13812341234')
    expect(first.equals(second)).toBe(false)
    expect(first.includes('1381234')).toBe(false)
    expect(unseal(seal('龑㛃䶮 😀'))).toBe('龑㛃䶮 😀')
  })

  test('one altered byte anywhere is noticed', () => {
    const sealed = seal('13812341234')
    for (let place = 1; place < sealed.length; place++) {
      const altered = Buffer.from(sealed)
      altered[place] = (altered[place] ?? 0) ^ 1
      expect(() => unseal(altered), `byte ${place}`).toThrow()
    }
  })

  test('old data still opens after a new key was added; new data uses the new key', () => {
    const old = seal('旧')
    useSecrets({ ...secrets, sealingKeys: [...secrets.sealingKeys, makeSecrets().sealingKeys[0] ?? ''] })
    expect(unseal(old)).toBe('旧')
    expect([old[0], seal('新')[0]]).toEqual([0, 1])
    useSecrets(secrets)
    expect(() => unseal(Buffer.concat([Buffer.from([7]), old.subarray(1)]))).toThrow(/version 7/)
  })
})

describe('blind indexes and signatures', () => {
  test('equal values meet, in one domain only and under one key only', () => {
    const phone = blindIndex('phone', '13812341234')
    expect(blindIndex('phone', '13812341234')).toEqual(phone)
    expect(blindIndex('id', '13812341234')).not.toEqual(phone)
    useSecrets(makeSecrets())
    expect(blindIndex('phone', '13812341234')).not.toEqual(phone)
  })

  test('a signature is for one text', () => {
    const signature = sign('file\0a')
    expect(signatureFits('file\0a', signature)).toBe(true)
    for (const wrong of ['', signature.slice(1), `${signature}x`, sign('file\0b')])
      expect(signatureFits('file\0a', wrong)).toBe(false)
  })
})

test.each([
  ['13812341234', '138****1234'],
  ['057112345', '****45'],
])('phone %s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown))

test.each([
  ['11010519491231002X', '110***********002X'],
  ['G123456', '****'],
  ['G1234567', 'G12*4567'],
])('ID number %s is shown as %s', (idNumber, shown) => expect(maskIdNumber(idNumber)).toBe(shown))
