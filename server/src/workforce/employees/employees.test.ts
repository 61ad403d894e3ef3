import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { drainJobs } from '../../platform/jobs.ts'
import { listCertificates } from '../certificates/certificate-view.ts'
import { addCertificate, editCertificate, removeCertificate } from '../certificates/edit-certificate.ts'
import { remindCertificates } from '../certificates/remind-certificates.ts'
import workforceModule from '../module.ts'
import { closeTeam, createTeam, editTeam } from '../teams/edit-team.ts'
import { listTeams } from '../teams/team-view.ts'
import { makeWorkforceWorld, type WorkforceWorld } from '../testing/workforce-world.ts'
import { editEmployee, revealEmployee } from './edit-employee.ts'
import { type EmployeeDetail, listEmployees, readEmployee } from './employee-view.ts'
import { endEmployment, resumeEmployment } from './end-employment.ts'
import { exportEmployees } from './export-employees.ts'

let world: WorkforceWorld
let run: WorkforceWorld['run']
let admin: Actor
let manager: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeWorkforceWorld()
  ;({ run, admin, manager } = world)
})
afterEach(() => setClock(new Date('2026-11-23T10:00:00+08:00')))
afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

const read = (actor: Actor, employeeId: string) => run(actor, tx => readEmployee(tx, actor, { employeeId }))
const list = (actor: Actor, filters: object = {}) =>
  run(actor, tx => listEmployees(tx, actor, { limit: 50, ...filters }))
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )
const edited = (file: EmployeeDetail, change: object = {}) => ({
  ...{
    employeeId: file.id,
    number: file.number,
    name: file.name,
    sex: file.sex,
    teamId: file.teamId,
    postId: file.postId,
  },
  ...{
    employedFrom: file.employedFrom,
    emergencyName: null,
    accountId: file.accountId,
    note: file.note,
    photoId: null,
  },
  ...{ version: file.version, ...change },
})

describe('the file', () => {
  test('is sealed and masked, found by name, pinyin, number, phone and its tail, opened with a reason', async () => {
    const id = await world.employ('A1', { name: '赵铁柱', phone: '13912340001', idNumber: '11010519491231002X' })
    const file = await read(admin, id)
    expect([file.phoneMasked, file.idNumberMasked]).toEqual(['139****0001', '110***********002X'])
    for (const text of ['铁柱', 'ztz', 'zhaotie', 'a1', '13912340001', '0001'])
      expect(
        (await list(admin, { text })).items.map(row => row.id),
        text,
      ).toContain(id)
    const open = await run(admin, tx => revealEmployee(tx, admin, { employeeId: id, reason: '联系家属' }))
    expect(open).toEqual({ phone: '13912340001', idNumber: '11010519491231002X', emergencyPhone: null })
    const [row] = await asOwner<{ plain: boolean }>(
      world.database,
      `select e::text like '%13912340001%' as plain from workforce.employee e where id = $1`,
      [id],
    )
    expect(row?.plain).toBe(false)
  })

  test('keeps numbers and accounts apart, and asks for a right ID number', async () => {
    const account = await world.tenant.staff()
    await world.employ('B1', { accountId: account.id })
    expect(await refused(world.employ('b1'))).toBe('workforce.number_taken')
    expect(await refused(world.employ('B2', { accountId: account.id }))).toBe('workforce.account_taken')
    expect(await refused(world.employ('B3', { idNumber: '110105194912310021' }))).toBe('workforce.id_number_wrong')
    expect(await refused(world.employ('B4', { teamId: newId() }))).toBe('platform.not_found')
  })

  test('two edits of one version: the second is told', async () => {
    const file = await read(admin, await world.employ('C1'))
    const edit = (change: object) => run(admin, tx => editEmployee(tx, admin, edited(file, change)))
    expect((await edit({ name: '改名' })).version).toBe(2)
    expect(await refused(edit({ name: '又改' }))).toBe('platform.changed_meanwhile')
    expect((await read(admin, file.id)).name).toBe('改名')
  })

  test('stands behind the walls of its community, moves with its team, and is always its own', async () => {
    const account = await world.tenant.staff({ communityIds: [world.there], permissions: ['workforce.staff.read'] })
    const id = await world.employ('D1', { accountId: account.id })
    await run(admin, tx => addCertificate(tx, admin, { employeeId: id, ...certificate('2027-12-31') }))
    expect((await read(manager, id)).certificates).toHaveLength(1)
    const stranger = await world.tenant.staff({ communityIds: [world.there] })
    expect(await refused(read(stranger, id))).toBe('platform.not_found')
    expect((await read(account, id)).certificates).toHaveLength(1)
    const file = await read(admin, id)
    await run(admin, tx => editEmployee(tx, admin, edited(file, { teamId: world.otherTeamId })))
    expect(await refused(read(manager, id))).toBe('platform.not_found')
    expect((await read(stranger, id)).certificates).toHaveLength(1)
    expect(await refused(run(manager, tx => editEmployee(tx, manager, edited(file))))).toBe('platform.not_found')
  })

  test('the list filters by team with those below, by state; the export has the same rows', async () => {
    const below = newId()
    await run(admin, tx =>
      createTeam(tx, admin, {
        id: below,
        parentId: world.teamId,
        kind: 'team',
        name: '夜班',
        communityId: world.here,
        headId: null,
        position: 0,
      }),
    )
    const id = await world.employ('E1', { teamId: below, employedFrom: '2026-12-01' })
    expect((await list(admin, { teamId: world.teamId, state: 'coming' })).items.map(row => row.id)).toEqual([id])
    const file = await run(admin, tx => exportEmployees(tx, admin, { teamId: below, format: 'csv' }))
    expect(String(file.body)).toContain('E1,员工E1')
  })
})

describe('teams', () => {
  test('keep their tree and their community', async () => {
    const [one, two] = [newId(), newId()]
    const base = { kind: 'team', communityId: world.here, headId: null, position: 0 } as const
    await run(admin, tx => createTeam(tx, admin, { id: one, name: '甲', parentId: world.teamId, ...base }))
    await run(admin, tx => createTeam(tx, admin, { id: two, name: '乙', parentId: one, ...base }))
    const edit = (actor: Actor, change: object) =>
      refused(
        run(actor, tx =>
          editTeam(tx, actor, { teamId: one, name: '甲', parentId: world.teamId, version: 1, ...base, ...change }),
        ),
      )
    expect(await edit(admin, { parentId: two })).toBe('workforce.team_loop')
    expect(await edit(admin, { communityId: world.there })).toBe('workforce.team_community_mixed')
    expect(await edit(manager, { communityId: null })).toBe('platform.beyond_scope')
    expect(await edit(manager, { name: '甲班' })).toBe('done')
    expect(await refused(run(admin, tx => closeTeam(tx, admin, { teamId: one, version: 2 })))).toBe(
      'workforce.team_not_empty',
    )
    await run(admin, tx => closeTeam(tx, admin, { teamId: two, version: 1 }))
    const { items } = await run(manager, tx => listTeams(tx, manager, { closed: 'no' }))
    expect(items.map(team => team.id)).not.toContain(two)
    expect(items.map(team => team.id)).not.toContain(world.otherTeamId)
  })
})

const certificate = (validUntil: string) =>
  ({
    id: newId(),
    kind: 'electrician',
    title: '电工证',
    number: 'D-1',
    issuedOn: '2020-01-01',
    validUntil,
    fileId: null,
  }) as const

describe('certificates', () => {
  test('are reminded of once per step; renewed, anew; the list counts the days', async () => {
    const employeeId = await world.employ('F1')
    const one = certificate('2027-01-10')
    await run(admin, tx => addCertificate(tx, admin, { employeeId, ...one }))
    const told = () =>
      asOwner<{ days: number }>(
        world.database,
        `select (payload ->> 'daysLeft')::int as days from platform.event where name = 'workforce.certificateExpiring' and payload ->> 'certificateId' = $1 order by seq`,
        [one.id],
      ).then(rows => rows.map(row => row.days))
    const remind = () => run(world.tenant.system, tx => remindCertificates(tx, world.tenant.system))
    await remind()
    await remind()
    expect(await told()).toEqual([48])
    setClock(new Date('2027-01-06T08:00:00+08:00'))
    await remind()
    await remind()
    expect(await told()).toEqual([48, 4])
    setClock(new Date('2027-01-11T08:00:00+08:00'))
    await remind()
    expect(await told()).toEqual([48, 4, -1])
    const { items } = await run(admin, tx => listCertificates(tx, admin, { limit: 50, withinDays: 0 }))
    expect(items.find(row => row.id === one.id)?.daysLeft).toBe(-1)
    const renewed = { ...one, validUntil: '2027-02-01', employeeId, certificateId: one.id, version: 1 }
    await run(admin, tx => editCertificate(tx, admin, renewed))
    await remind()
    expect(await told()).toEqual([48, 4, -1, 21])
    const wrong = { ...renewed, validUntil: '2019-01-01', version: 2 }
    expect(await refused(run(admin, tx => editCertificate(tx, admin, wrong)))).toBe('workforce.certificate_dates_wrong')
    const remove = (version: number) =>
      run(admin, tx => removeCertificate(tx, admin, { employeeId, certificateId: one.id, reason: '录错', version }))
    expect(await refused(remove(1))).toBe('platform.changed_meanwhile')
    expect((await remove(2)).certificates).toEqual([])
  })
})

describe('leaving', () => {
  const leave = (actor: Actor, employeeId: string, more: object = {}) =>
    run(actor, tx =>
      endEmployment(tx, actor, {
        employeeId,
        lastDay: '2026-11-30',
        reason: '个人原因',
        handOverToId: null,
        version: 1,
        ...more,
      }),
    )

  test('closes the account when the last day has passed, not before, and not when it was taken back', async () => {
    const account = await world.tenant.staff()
    const id = await world.employ('G1', { accountId: account.id })
    const state = async () =>
      (
        await asOwner<{ state: string }>(world.database, 'select state from identity.staff_account where id = $1', [
          account.id,
        ])
      )[0]?.state
    const work = () =>
      drainJobs(world.database.db, world.database.config, world.database.jobsUrl, [workforceModule], [])
    expect((await leave(admin, id)).employee.state).toBe('leaving')
    await work()
    expect(await state()).toBe('active')
    const back = await run(admin, tx => resumeEmployment(tx, admin, { employeeId: id, reason: '留任', version: 2 }))
    expect(back.state).toBe('employed')
    await leave(admin, id, { lastDay: '2026-11-20', version: 3 })
    await work()
    expect(await state()).toBe('disabled')
    expect((await read(admin, id)).state).toBe('left')
  })

  test('is nobody’s own doing, and hands over to somebody else who is there', async () => {
    const id = await world.employ('H1', { accountId: manager.id })
    expect(await refused(leave(manager, id))).toBe('workforce.not_self')
    expect(await refused(leave(admin, id, { handOverToId: id }))).toBe('workforce.hand_over_to_self')
    expect(await refused(leave(admin, id, { handOverToId: newId() }))).toBe('platform.not_found')
    expect(await refused(leave(admin, id, { lastDay: '2025-01-01' }))).toBe('workforce.last_day_wrong')
    expect(
      await refused(run(admin, tx => resumeEmployment(tx, admin, { employeeId: id, reason: '无', version: 1 }))),
    ).toBe('workforce.not_leaving')
  })
})
