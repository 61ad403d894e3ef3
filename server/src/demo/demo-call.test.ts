import { registry as contract } from '@anju/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant } from '../../testing/world.ts'
import type { Actor } from '../platform/actor.ts'
import { inTransaction } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { callWithin } from './demo-call.ts'

let database: TestDatabase
let staff: Actor

beforeAll(async () => {
  database = await cloneDatabase()
  staff = await (await makeTenant(database)).staff()
})
afterAll(() => database.drop())

test('what the demo asks is audited as at the door: no body that must not be written down, and what an edit changed', async () => {
  const communityId = newId()
  const community = { name: '幸福里', address: '' }
  await inTransaction(database.db, staff, async tx => {
    await callWithin(tx, contract.createCommunity, staff, { id: communityId, code: 'XF', ...community })
    await callWithin(tx, contract.findLikePeople, staff, { name: '郝某', phones: ['13800138001'], idNumber: null })
    const person = { type: 'person', name: '郝某', sex: null, birthday: null, idType: null } as const
    const parts = { formerNames: [], legalRepresentative: null, note: '', contacts: [], pets: [], tagIds: [] }
    const phones = [{ id: newId(), kind: 'mobile', number: '13800138001', primary: true, verified: false }] as const
    await callWithin(tx, contract.createPerson, staff, {
      ...{ id: newId(), communityId, ...person, ...parts, phones: [...phones] },
    })
    const tag = { id: newId(), name: '热心', colour: 'blue' } as const
    const { version } = await callWithin(tx, contract.createTag, staff, tag)
    await callWithin(tx, contract.editTag, staff, { ...{ tagId: tag.id, version, name: '楼长', colour: 'blue' } })
  })
  const lines = await asOwner<{ action: string; object: string; detail: object | null }>(
    database,
    'select action, object, detail from platform.audit order by seq',
  )
  expect(lines.map(line => line.action)).toEqual([
    ...['registry.createCommunity', 'registry.createPerson', 'registry.createTag', 'registry.editTag'],
  ])
  expect(lines[1]?.detail).toBe(null)
  expect(lines[3]?.detail).toMatchObject({ changes: [{ field: 'name', before: '热心', after: '楼长' }] })
  expect(JSON.stringify(lines)).not.toContain('13800138001')
})
