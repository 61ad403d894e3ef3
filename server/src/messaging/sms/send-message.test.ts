import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { type SmsSimulator, startSmsSimulator } from '../../../testing/sms-simulator.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { now } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { deliverEvent, registerSubscriptions } from '../../platform/events.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { log } from '../../platform/log.ts'
import messaging from '../module.ts'
import { signatureOf } from './aliyun-signature.ts'
import { storeMessage } from './send-message.ts'
import { readSmsConfig } from './sms-config.ts'

let database: TestDatabase
let tenant: Tenant
let provider: SmsSimulator

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  registerSubscriptions([messaging])
  provider = await startSmsSimulator({ accessKeyId: 'id', accessKeySecret: 'secret', now })
  log.level = 'silent'
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await provider.close()
  await database.drop()
})
afterEach(() => vi.unstubAllEnvs())

function useProvider(secret = 'secret'): void {
  const env = {
    KEY_ID: 'id',
    KEY_SECRET: secret,
    SIGN_NAME: '安居物业',
    TEMPLATE_CODE: 'SMS_1',
    TEMPLATE_NOTICE: 'SMS_2',
  }
  for (const [name, value] of Object.entries({ ...env, ENDPOINT: provider.endpoint }))
    vi.stubEnv(`ANJU_SMS_${name}`, value)
}

async function send(phone: string, text: string, kind: 'sign-in-code' | 'notice' = 'sign-in-code') {
  await inTransaction(database.db, tenant.system, tx => storeMessage(tx, { phone, text, kind }))
  await drainJobs(database.db, database.config, database.jobsUrl, [messaging], [deliverEvent])
  const [row] = await asOwner<{
    channel: string
    sent_at: Date | null
    provider_id: string | null
    failure: string | null
  }>(database, 'select channel, sent_at, provider_id, failure from messaging.sms order by at desc, id desc limit 1')
  return row
}

describe('a message by the provider', () => {
  it('is signed as the specification says', () => {
    // The example of Aliyun’s documentation of the signature mechanism 1.0.
    const params = {
      ...{ TimeStamp: '2016-02-23T12:46:24Z', Format: 'XML', AccessKeyId: 'testid', Action: 'DescribeRegions' },
      ...{ SignatureMethod: 'HMAC-SHA1', SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf' },
      ...{ Version: '2014-05-26', SignatureVersion: '1.0' },
    }
    const { TimeStamp, ...rest } = params
    expect(signatureOf('GET', { ...rest, Timestamp: TimeStamp }, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=')
  })

  it('reaches the phone by its template, once', async () => {
    useProvider()
    const row = await send('13800000001', '【安居】验证码 123456，5 分钟内有效。请勿告诉他人。')
    expect(row).toMatchObject({ channel: 'aliyun', provider_id: 'biz-1', failure: null })
    expect(provider.taken).toEqual([
      { phone: '13800000001', signName: '安居物业', templateCode: 'SMS_1', params: { code: '123456' } },
    ])
    await send('13800000002', '您有 2 张新账单（￥857.58）！*~', 'notice')
    expect(provider.taken.at(-1)).toMatchObject({
      templateCode: 'SMS_2',
      params: { text: '您有 2 张新账单（￥857.58）！*~' },
    })
  })

  it('is refused for good where the provider says so, and by a wrong key', async () => {
    useProvider()
    expect(await send('13800000001', '【安居】验证码 222222，', 'notice')).toMatchObject({
      sent_at: null,
      failure: 'isv.BUSINESS_LIMIT_CONTROL',
    })
    useProvider('wrong')
    expect(await send('13800000003', 'x', 'notice')).toMatchObject({ failure: 'SignatureDoesNotMatch' })
  })

  it('waits where the provider is busy', async () => {
    useProvider()
    provider.failNext('isp.SYSTEM_ERROR')
    expect(await send('13800000004', 'x', 'notice')).toMatchObject({ sent_at: null, failure: null })
  })

  it('goes to the sink without a provider; half a configuration is told', async () => {
    expect(await send('13800000005', 'x', 'notice')).toMatchObject({ channel: 'sink', sent_at: null })
    expect(() => readSmsConfig({ ANJU_SMS_KEY_ID: 'id' })).toThrow('ANJU_SMS_KEY_SECRET')
  })
})
