import { routes } from '@anju/contract'
import { expect, test } from 'vitest'
import { limitAccounts } from './account-limit.ts'
import { ANONYMOUS } from './actor.ts'
import { newId } from './ids.ts'

const read = routes.find(route => route.name === 'platform.listAudit')
const write = routes.find(route => route.name === 'platform.changeSetting')
if (!read || !write) throw new Error('These routes are in the contract.')

const account = (tenantId: string, id: string) => ({ ...ANONYMOUS, kind: 'staff' as const, tenantId, id })

test('an account has so many requests a minute, and fewer writes; another account has its own', () => {
  const [company, one, two] = [newId(), newId(), newId()]
  const count = limitAccounts({ requestsPerMinute: 5, writesPerMinute: 2 })
  const ask = (route: typeof read, id = one, tenantId = company) => {
    try {
      if (route) count(account(tenantId, id), route)
      return 'ok'
    } catch (error) {
      return (error as { params: { retryAfterSeconds: number } }).params.retryAfterSeconds
    }
  }
  expect([ask(write), ask(write)]).toEqual(['ok', 'ok'])
  expect(ask(write)).toBeGreaterThan(55)
  expect([ask(read), ask(read)]).toEqual(['ok', 'ok'])
  expect(ask(read)).toBeLessThanOrEqual(60)
  expect([ask(write, two), ask(write, one, newId())]).toEqual(['ok', 'ok'])
})

test('who is nobody yet is counted by address only', () => {
  const count = limitAccounts({ requestsPerMinute: 0, writesPerMinute: 0 })
  expect(() => count(ANONYMOUS, read)).not.toThrow()
})
