import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FileAnswer } from '../../platform/module.ts'
import { exportPosts } from '../posts/export-posts.ts'
import { createShift } from '../shifts/edit-shift.ts'
import { exportShifts } from '../shifts/export-shifts.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../testing/workforce-world.ts'
import { exportTeams } from './export-teams.ts'
import { listTeams } from './team-view.ts'

let world: WorkforceWorld
beforeAll(async () => {
  world = await makeWorkforceWorld()
})
afterAll(() => world.database.drop())

const linesOf = (file: FileAnswer) => String(file.body).trim().split('\r\n')

test('the organisation, the posts and the shifts come as files, in words', async () => {
  const { run, admin } = world
  const teams = await run(admin, tx => listTeams(tx, admin, { closed: 'no' }))
  const lines = linesOf(await run(admin, tx => exportTeams(tx, admin, { closed: 'no', format: 'csv' })))
  expect(lines).toHaveLength(teams.items.length + 1)
  const child = teams.items.find(({ parentId }) => parentId !== null)
  const parent = teams.items.find(({ id }) => id === child?.parentId)
  expect(lines.find(line => line.startsWith(child?.name ?? '-'))).toContain(parent?.name ?? '-')
  expect(linesOf(await run(admin, tx => exportPosts(tx, admin, { format: 'csv' })))[0]).toContain('需要的证书')
  const night = {
    code: '夜',
    name: '夜班',
    startsAt: '22:00',
    endsAt: '06:00',
    breakMinutes: 30,
    colour: 'blue',
  } as const
  await run(admin, tx => createShift(tx, admin, { id: '01a22c6c-0000-7000-8000-000000000001', ...night }))
  expect(String((await run(admin, tx => exportShifts(tx, admin, { format: 'csv' }))).body)).toContain(
    '夜,夜班,22:00,次日 06:00,30,450',
  )
})
