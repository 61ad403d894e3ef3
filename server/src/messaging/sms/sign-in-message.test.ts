import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { signInCodeIssued } from '../../identity/index.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { publish, registerSubscriptions } from '../../platform/events.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { PLATFORM_JOBS } from '../../platform/platform-jobs.ts'
import { seal } from '../../platform/seal.ts'
import messaging from '../module.ts'
import { demoInbox } from './demo-inbox.ts'

let database: TestDatabase
let tenant: Tenant
beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  registerSubscriptions([messaging])
})
afterAll(() => database.drop())

async function issue(phone: string, code: string): Promise<void> {
  await inTransaction(database.db, tenant.system, tx =>
    publish(tx, signInCodeIssued, {
      phoneSealed: seal(phone).toString('base64'),
      codeSealed: seal(code).toString('base64'),
    }),
  )
  await drainJobs(database.db, database.config, database.jobsUrl, [messaging], PLATFORM_JOBS)
}

function inbox(phone: string, demo = true) {
  const door = makeDoor(database, { config: { demo } })
  return demoInbox(door, door.guest, { phone })
}

describe('the message of a sign-in code', () => {
  it('arrives in the demo’s inbox of its phone, newest first', async () => {
    await issue('13800000001', '123456')
    await issue('13800000001', '012345')
    await issue('13800000002', '777777')
    const { items } = await inbox('13800000001')
    expect(items.map(item => item.code)).toEqual(['012345', '123456'])
    expect(items[0]?.text).toBe('【安居】验证码 012345，5 分钟内有效。请勿告诉他人。')
    expect((await inbox('13800000009')).items).toEqual([])
  })

  it('lies sealed, and says that nobody sent it', async () => {
    await issue('13800000003', '654321')
    const rows = await asOwner<{ text: string; channel: string; sent_at: Date | null }>(
      database,
      `select s::text as text, encode(body_sealed, 'escape') || encode(phone_sealed, 'escape') as bytes, channel, sent_at from messaging.sms s order by at desc limit 1`,
    )
    expect(rows[0]).toMatchObject({ channel: 'sink', sent_at: null })
    for (const secret of ['13800000003', '654321', '验证码']) expect(JSON.stringify(rows[0])).not.toContain(secret)
  })

  it('is not shown outside the demo', async () => {
    await expect(inbox('13800000001', false)).rejects.toMatchObject({ code: 'messaging.demo_only', status: 404 })
  })

  it('is forgotten after 30 days', async () => {
    setClock(new Date(Date.now() + 31 * 24 * 3600 * 1000))
    try {
      await issue('13800000004', '111111')
    } finally {
      setClock(null)
    }
    expect((await inbox('13800000001')).items).toEqual([])
    expect((await inbox('13800000004')).items).toHaveLength(1)
  })
})
