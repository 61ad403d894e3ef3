import { expect, test } from 'vitest'
import { deviceName, isHandheld } from './device-name.ts'

const AGENTS = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
    'Chrome 130 · Windows',
    false,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0',
    'Edge 130 · Windows',
    false,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari 18 · iPhone',
    true,
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; V2324) AppleWebKit/537.36 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.49',
    '微信 WeChat 8 · Android',
    true,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox 131 · Linux', false],
  ['curl/8.5.0', 'curl/8.5.0', false],
] as const

test.each(AGENTS)('%s', (agent, name, handheld) => {
  expect(deviceName(agent)).toBe(name)
  expect(isHandheld(agent)).toBe(handheld)
})

test('no user agent is no name', () => expect(deviceName(null)).toBeNull())
