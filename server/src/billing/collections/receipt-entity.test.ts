import { afterAll, beforeAll, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { nameCommunityEntity } from '../../ledger/entities/community-entities.ts'
import { createLegalEntity } from '../../ledger/entities/legal-entities.ts'
import { verificationOf } from '../../payments/receipts/verification.ts'
import { verifyReceipt } from '../../payments/receipts/verify-receipt.ts'
import { newId } from '../../platform/ids.ts'
import { makeMoneyWorld } from '../testing/money-world.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())

it('names as receiver who stands on the paper: the company, or the legal entity of the community', async () => {
  const world = await makeMoneyWorld(database)
  const receiver = async () => {
    const { receipts } = await world.take(100_00n, { billIds: [], overpayment: 'prepay' })
    const [row] = await asOwner<{ token: string }>(database, 'select token from payments.receipt where id = $1', [
      receipts[0]?.id,
    ])
    const token = verificationOf('', row?.token ?? '').url.replace('/verify/', '')
    const { found, page } = await verifyReceipt(database.db, token)
    expect(found).toBe(true)
    return /收款单位<\/dt><dd>([^<]*)/.exec(page)?.[1]
  }
  const company = await receiver()
  expect(company).not.toBe('钱塘物业分公司')
  const entityId = newId()
  await world.as(async (tx, actor) => {
    await createLegalEntity(tx, actor, { id: entityId, name: '钱塘物业分公司', taxNumber: null, taxpayer: 'general' })
    const { communityId } = world
    await nameCommunityEntity(tx, actor, { communityId, legalEntityId: entityId, fromOn: '2020-01-01', was: null })
  })
  expect(await receiver()).toBe('钱塘物业分公司')
})
