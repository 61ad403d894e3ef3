import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type S3Simulator, startS3 } from '../../../../simulators/s3/start-s3.ts'
import { type ByteRange, fileStoreOf } from './file-store.ts'
import { parseS3Url } from './parse-s3-url.ts'

let s3: S3Simulator

beforeAll(async () => {
  s3 = await startS3()
})
beforeEach(() => s3.requests.splice(0))
afterAll(() => s3.close())

const store = (url = s3.url) => fileStoreOf({ dataDir: '/nowhere', filesS3Url: url })

describe('files in a bucket', () => {
  test('are written, read as a whole or in part, and removed, each request signed', async () => {
    await store().write('t/一 b', Buffer.from('hello world'))
    expect(s3.objects.get('t/一 b')?.toString()).toBe('hello world')
    const read = async (range?: ByteRange) => {
      const body = await store().read('t/一 b', range)
      return body && (await buffer(body)).toString()
    }
    expect([await read(), await read({ from: 6, to: 10 })]).toEqual(['hello world', 'world'])
    await store().remove('t/一 b')
    expect(await store().read('t/一 b')).toBeNull()
    await store().remove('t/一 b')
  })

  test('of more than 8 MB go in parts, and nothing stays when a part cannot be written', async () => {
    const large = randomBytes(19 * 1024 * 1024)
    await store().write('t/large', large)
    expect(s3.objects.get('t/large')?.equals(large)).toBe(true)
    expect(s3.requests.filter(line => line.includes('partNumber'))).toHaveLength(3)
    s3.fail('part 2')
    await expect(store().write('t/broken', large)).rejects.toThrow()
    s3.fail(null)
    expect([s3.objects.has('t/broken'), s3.pending()]).toEqual([false, 0])
  })

  test('a wrong key or a wrong secret opens nothing', async () => {
    for (const url of [s3.url.replace('SIMULATEDKEY', 'OTHER'), s3.url.replace('simulated', 'altered')]) {
      await expect(store(url).write('t/x', Buffer.from('x'))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 403 },
      })
    }
    expect(s3.objects.has('t/x')).toBe(false)
  })
})

test('the address of a bucket says everything, or one sentence says what is missing', () => {
  expect(parseS3Url('https://key:a%2Fb@oss.example.cn/anju/live?region=cn-north-1')).toEqual({
    endpoint: 'https://oss.example.cn',
    region: 'cn-north-1',
    bucket: 'anju',
    prefix: 'live/',
    accessKeyId: 'key',
    secretAccessKey: 'a/b',
  })
  for (const wrong of ['s3://x', 'https://oss.example.cn/anju', 'https://key:s@oss.example.cn/', 'nothing'])
    expect(() => parseS3Url(wrong)).toThrow('FILES_S3_URL must read')
})
