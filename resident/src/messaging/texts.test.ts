import { messaging } from '@anju/contract'
import { expect, test } from 'vitest'
import { useMessagingTexts } from './texts.ts'

test('every message that may go to a resident’s phone is called by its name where it is chosen', () => {
  const offered = Object.entries(messaging.NOTICE_KINDS)
    .filter(([, { audience, sms }]) => audience === 'resident' && sms)
    .map(([kind]) => `sms.${kind}`)
  expect(offered).toContain('sms.bills-issued')
  expect(offered.filter(key => !useMessagingTexts.has(key))).toEqual([])
})
