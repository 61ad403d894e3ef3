import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { platform as contract, Id, route } from '@anju/contract'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { serveRoutes, type TestServer } from '../../../testing/serve-routes.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../actor.ts'
import { now, setClock } from '../clock.ts'
import { newId } from '../ids.ts'
import { handle } from '../module.ts'
import { fileRefs, readFile, requireOwnFiles } from './file-view.ts'
import { filePath, storeFile } from './store-file.ts'

const attach = route({
  method: 'POST',
  path: '/attach',
  summary: 'Attach.',
  permission: 'signed-in',
  body: z.object({ ids: z.array(Id) }),
  response: z.object({ known: z.array(Id) }),
  idempotent: false,
})

let database: TestDatabase
let http: TestServer
let tenant: Tenant
let repairer: Actor
let token: string
let photo: Buffer

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  repairer = await tenant.staff()
  http = await serveRoutes(
    database,
    [
      handle(contract.uploadFile, storeFile),
      handle(contract.readFile, readFile),
      handle(attach, async (tx, actor, input) => {
        await requireOwnFiles(tx, actor, input.ids, 'photo')
        return { known: [...(await fileRefs(tx, input.ids)).keys()] }
      }),
    ],
    { uploadFile: contract.uploadFile, readFile: contract.readFile, attach },
  )
  token = http.tokenOf(repairer)
  photo = await sharp({ create: { width: 2600, height: 1000, channels: 3, background: '#c04010' } })
    .withExif({ IFD0: { Make: 'SecretPhone' }, IFD3: { GPSLatitude: '30/1 15/1 0/1' } })
    .jpeg()
    .toBuffer()
})

afterEach(() => setClock(null))

afterAll(async () => {
  await http.server.close()
  await database.drop()
})

function upload(id: string, body: Buffer, options: { token?: string; purpose?: string; name?: string } = {}) {
  const query = new URLSearchParams({ name: options.name ?? '漏水.jpg', purpose: options.purpose ?? 'photo' })
  return http.server.inject({
    method: 'PUT',
    url: `/api/v1/files/${id}?${query}`,
    payload: body,
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${options.token ?? token}` },
  })
}

const fetchAs = (url: string) => http.server.inject({ method: 'GET', url })

describe('a photo', () => {
  test('is stored smaller, without what the camera knew, with a thumbnail', async () => {
    const id = newId()
    const stored = await upload(id, photo)
    expect(stored.json()).toMatchObject({ id, name: '漏水.jpg', mediaType: 'image/jpeg' })
    const full = await fetchAs(stored.json().url)
    expect([full.statusCode, full.headers['content-type'], full.headers['x-content-type-options']]).toEqual([
      200,
      'image/jpeg',
      'nosniff',
    ])
    const { width, height, exif } = await sharp(full.rawPayload).metadata()
    expect([width, height, exif]).toEqual([2000, 769, undefined])
    expect(full.rawPayload.includes('SecretPhone')).toBe(false)
    const small = await sharp((await fetchAs(stored.json().thumbnailUrl)).rawPayload).metadata()
    expect([small.width, small.height]).toEqual([320, 320])
  })

  test('sent again is the same photo; another one, or another person, under its id is refused', async () => {
    const id = newId()
    const first = await upload(id, photo)
    expect((await upload(id, photo)).json().bytes).toBe(first.json().bytes)
    const other = await sharp({ create: { width: 10, height: 10, channels: 3, background: 'white' } })
      .png()
      .toBuffer()
    const colleague = http.tokenOf(await tenant.staff())
    for (const refused of [
      await upload(id, photo, { token: colleague }),
      await upload(id, other),
      await upload(id, other, { token: colleague }),
    ]) {
      expect([refused.statusCode, refused.json().code]).toEqual([409, 'platform.file_id_taken'])
    }
    // What was refused did not take the place of what was there.
    const kept = await sharp((await fetchAs(first.json().url)).rawPayload).metadata()
    expect(kept.width).toBe(2000)
  })

  test.each([
    ['a page that calls itself a photo', Buffer.from('<html><script>alert(1)</script></html>'), 415],
    [
      'a vector picture with a script',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      415,
    ],
    ['nothing', Buffer.alloc(0), 415],
    ['a picture that breaks off', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), 415],
    ['13 MB', Buffer.alloc(13 * 1024 * 1024, 0xff), 413],
  ])('%s is refused', async (_, body, status) => {
    const id = newId()
    expect((await upload(id, body)).statusCode).toBe(status)
    expect(existsSync(filePath(database.config.dataDir, tenant.tenantId, id))).toBe(false)
  })

  test('a name is only a name', async () => {
    const id = newId()
    const stored = await upload(id, photo, { name: '../../etc/passwd\r\nset-cookie: a=b' })
    const shown = await fetchAs(stored.json().url)
    expect(shown.statusCode).toBe(200)
    expect(shown.headers['set-cookie']).toBeUndefined()
    expect(existsSync(filePath(database.config.dataDir, tenant.tenantId, id))).toBe(true)
  })
})

describe('a document', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2000, 0x41), Buffer.from('\n%%EOF')])

  test('is kept as it is and opens in parts', async () => {
    const stored = await upload(newId(), pdf, { purpose: 'document', name: '劳动合同.pdf' })
    expect(stored.json()).toMatchObject({ mediaType: 'application/pdf', bytes: pdf.length, thumbnailUrl: null })
    const part = (range: string) => http.server.inject({ url: stored.json().url, headers: { range } })
    const first = await part('bytes=0-7')
    expect([first.statusCode, first.body, first.headers['content-range']]).toEqual([
      206,
      '%PDF-1.7',
      `bytes 0-7/${pdf.length}`,
    ])
    expect((await part('bytes=-5')).body).toBe('%%EOF')
    for (const senseless of ['bytes=9-3', 'bytes=999999-', 'lines=1-2', 'bytes=-'])
      expect((await part(senseless)).statusCode, senseless).toBe(200)
  })

  test('is a PDF by its content, whatever its name', async () => {
    for (const body of [photo, Buffer.from('<html></html>')])
      expect((await upload(newId(), body, { purpose: 'document', name: 'a.pdf' })).statusCode).toBe(415)
  })
})

describe('an upload', () => {
  test('whose bytes never came is nobody’s to use, and goes on when it is sent again', async () => {
    const id = newId()
    await upload(id, photo)
    await asOwner(database, 'update platform.file set stored = false where id = $1', [id])
    await rm(filePath(database.config.dataDir, tenant.tenantId, id))
    const attaching = { method: 'POST', url: '/api/v1/attach', payload: { ids: [id] } } as const
    const headers = { authorization: `Bearer ${token}` }
    expect((await http.server.inject({ ...attaching, headers })).statusCode).toBe(404)
    expect((await upload(id, photo)).statusCode).toBe(200)
    expect((await http.server.inject({ ...attaching, headers })).statusCode).toBe(200)
    const [row] = await asOwner<{ taken: boolean }>(
      database,
      'select taken_at is not null as taken from platform.file where id = $1',
      [id],
    )
    expect(row?.taken).toBe(true)
  })

  test('beyond the company’s space is refused with the space there is; another company has its own', async () => {
    const full = await makeTenant(database)
    const staff = await full.staff()
    await asOwner(
      database,
      `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, uploaded_by, at)
       values ($1, $2, 'a', 'image/jpeg', 50::bigint * 1024 * 1024 * 1024, '\\x00', 'photo', $2, $3)`,
      [full.tenantId, newId(), now()],
    )
    const id = newId()
    const refused = await upload(id, photo, { token: http.tokenOf(staff) })
    expect([refused.statusCode, refused.json()]).toMatchObject([
      409,
      { code: 'platform.file_quota_reached', params: { quotaGb: 50 } },
    ])
    expect(existsSync(filePath(database.config.dataDir, full.tenantId, id))).toBe(false)
    expect((await upload(newId(), photo)).statusCode).toBe(200)
  })
})

describe('an address', () => {
  test('opens without a session, and says so to no store but the reader’s own', async () => {
    const stored = await upload(newId(), photo)
    expect((await fetchAs(stored.json().url)).headers['cache-control']).toMatch(/^private, max-age=/)
  })

  test('altered anywhere opens nothing', async () => {
    const { id, url } = (await upload(newId(), photo)).json()
    const neighbour = (await upload(newId(), photo)).json()
    const other = await makeTenant(database)
    for (const altered of [
      url.replace(id, neighbour.id),
      url.replace(tenant.tenantId, other.tenantId),
      url.replace(/expires=(\d+)/, (_: string, seconds: string) => `expires=${Number(seconds) + 1}`),
      url.replace(/signature=(.)/, (_: string, first: string) => `signature=${first === 'A' ? 'B' : 'A'}`),
      url.replace(/signature=[^&]*/, 'signature='),
    ]) {
      expect((await fetchAs(altered)).statusCode, altered).toBe(410)
    }
  })

  test('dies after at most an hour and a half', async () => {
    const { url } = (await upload(newId(), photo)).json()
    setClock(new Date(now().getTime() + 59 * 60_000))
    expect((await fetchAs(url)).statusCode).toBe(200)
    setClock(new Date(now().getTime() + 32 * 60_000))
    expect((await fetchAs(url)).json().code).toBe('platform.file_address_expired')
  })
})

describe('attaching', () => {
  const ask = (ids: string[], as: string) =>
    http.server.inject({
      method: 'POST',
      url: '/api/v1/attach',
      payload: { ids },
      headers: { authorization: `Bearer ${as}` },
    })

  test('one attaches one’s own photos, nobody else’s, and no workbook as a photo', async () => {
    const [mine, theirs] = [newId(), newId()]
    await upload(mine, photo)
    await upload(theirs, photo, { token: http.tokenOf(await tenant.staff()) })
    const stranger = http.tokenOf(await (await makeTenant(database)).staff())
    expect((await ask([mine], token)).json()).toEqual({ known: [mine] })
    expect((await ask([mine, theirs], token)).statusCode).toBe(404)
    expect((await ask([mine], stranger)).statusCode).toBe(404)
    expect((await ask([newId()], token)).statusCode).toBe(404)
  })
})
