import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Call, identity, imports, platform, registry } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { runCreateCompany } from '../src/commands/create-company.ts'
import { ROOT } from '../src/platform/config.ts'
import { newId } from '../src/platform/ids.ts'
import { openWorld, type World } from './world.ts'

/**
 * A new company, from the operator's command to its first imported community: the administrator's one-time password, the duty to
 * choose an own one, the community, the workbook, the search; and the companies beside it see nothing of it.
 */
const WORKBOOK = join(ROOT, '../shared/external/microcommunity/hc.xlsx')
const available = existsSync(WORKBOOK)
if (!available)
  console.warn('A new company needs ../shared/external/microcommunity/hc.xlsx; the scenario does not run.')

let world: World
let password: string
let boss: Call
const communityId = newId()
const OWN = '平安物业-Own-Password-77'

beforeAll(async () => {
  if (available) world = await openWorld('2026-11-02 09:00')
})
afterAll(async () => world?.close())

async function signIn(account: string, secret: string): Promise<Call> {
  const browser = world.browser('console')
  await browser(identity.signIn, { body: { app: 'console', account, password: secret } })
  return browser
}

describe.runIf(available)('a new company', () => {
  test('is opened by the operator, who is shown the first password once', async () => {
    const said: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((words: string) => void said.push(words))
    const ground = { ...world.database, release: async () => undefined }
    await runCreateCompany(ground, ['--code', 'pingan', '--name', '平安物业', '--admin', 'boss'])
    log.mockRestore()
    expect(said.join('\n')).toContain('boss@pingan')
    password = /^\s{2}(\S+)$/m.exec(said.join('\n'))?.[1] ?? ''
    expect(password.length).toBeGreaterThanOrEqual(12)
  })

  test('its administrator can do nothing before choosing an own password', async () => {
    boss = await signIn('boss@pingan', password)
    await expect(boss(registry.listCommunities)).rejects.toMatchObject({ code: 'platform.duty_first' })
    await boss(identity.changeMyPassword, { body: { currentPassword: password, newPassword: OWN } })
    expect((await boss(registry.listCommunities)).items).toEqual([])
    await expect(signIn('boss@pingan', password)).rejects.toMatchObject({ code: 'identity.wrong_credentials' })
  })

  test('has its first community from a workbook', async () => {
    const body = { id: communityId, code: 'PA01', name: '平安里', address: '平安路 1 号' }
    await boss(registry.createCommunity, { body })
    const [fileId, importId] = [newId(), newId()]
    const file = new Blob([readFileSync(WORKBOOK)])
    await boss(platform.uploadFile, { params: { fileId }, query: { name: 'hc.xlsx', purpose: 'workbook' }, file })
    await boss(imports.startImport, { body: { id: importId, communityId, fileId } })
    await world.settle()
    expect((await boss(imports.readImport, { params: { importId } })).state).toBe('planned')
    await boss(imports.commitImport, { params: { importId }, body: {} })
    await world.settle()
    expect((await boss(imports.readImport, { params: { importId } })).state).toBe('committed')
    expect((await boss(registry.listPremises, { query: { communityId } })).total).toBe(6)
    const tree = await boss(registry.communityTree, { params: { communityId } })
    expect(tree.buildings).toHaveLength(13)
  })

  test('is not seen by the companies beside it', async () => {
    const neighbour = await signIn('admin@anju', 'anju-demo-2026')
    const codes = (await neighbour(registry.listCommunities)).items.map(community => community.code)
    expect(codes).not.toContain('PA01')
    await expect(neighbour(registry.communityTree, { params: { communityId } })).rejects.toMatchObject({
      code: 'platform.not_found',
    })
    expect((await neighbour(registry.listPremises, { query: { communityId } })).total).toBe(0)
  })
})
