import { workforce as contract } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer, type Tx } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { addDays, type CivilDate, daysInclusive, monthRange } from '../platform/period.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { chanceOf } from './chance.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { inventPeople } from './demo-names.ts'

// Weeks of clockings are written in one statement, as they would have come in one by one.
const workforce = drawer('workforce')

interface Member {
  number: string
  post: string
  /** The account of the sign-in page, if any. */
  account?: string
  name?: string
}

const SHIFTS = [
  { code: '行', name: '行政班', colour: 'blue', startsAt: '08:30', endsAt: '17:30', breakMinutes: 60 },
  { code: '早', name: '早班', colour: 'green', startsAt: '06:00', endsAt: '14:00', breakMinutes: 0 },
  { code: '中', name: '中班', colour: 'orange', startsAt: '14:00', endsAt: '22:00', breakMinutes: 0 },
  { code: '夜', name: '夜班', colour: 'purple', startsAt: '22:00', endsAt: '06:00', breakMinutes: 0 },
] as const

const numbered = (prefix: string, post: string, count: number): Member[] =>
  Array.from({ length: count }, (_, index) => ({ number: `${prefix}${String(index + 1).padStart(2, '0')}`, post }))

/** The teams below the project, each with who works in it. */
const TEAMS: { name: string; members: Member[]; rota: 'office' | 'rounds' }[] = [
  {
    name: '客服收费组',
    rota: 'office',
    members: [
      { number: 'KF01', post: 'cashier', account: 'cashier', name: '钱丽' },
      { number: 'KF02', post: 'front-desk', account: 'dispatcher', name: '陈调' },
      ...numbered('KF1', 'front-desk', 2),
      { number: 'KF03', post: 'front-desk', account: 'reader', name: '唐抄' },
    ],
  },
  {
    name: '工程维修组',
    rota: 'office',
    members: [
      { number: 'GC01', post: 'repairer', account: 'repairer', name: '李工' },
      { number: 'GC02', post: 'repairer', account: 'repairer2', name: '刘师傅' },
      { number: 'GC03', post: 'repairer', account: 'repairer3', name: '马师傅' },
    ],
  },
  {
    name: '秩序维护队',
    rota: 'rounds',
    members: [
      { number: 'BA01', post: 'guard', account: 'guard', name: '卫国强' },
      { number: 'BA02', post: 'guard', account: 'guard2', name: '孙勇' },
      ...numbered('BA1', 'guard', 6),
    ],
  },
  { name: '保洁绿化组', rota: 'office', members: [...numbered('BJ', 'cleaner', 5), ...numbered('LH', 'gardener', 2)] },
]

/** 四班三运转: two of each shift, two days off. */
const ROUNDS = [1, 1, 2, 2, 3, 3, null, null] as const

/**
 * The staff of the demo company: organisation, 25 employees, a published rota of last month and this with nights, what was clocked
 * until now, leave and a swap that wait, a certificate about to expire. Made once; a company that has begun is left alone.
 */
export function planWorkforce(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  communityId: string,
  staff: (userName: string) => Actor,
): void {
  const admin = staff('admin')
  agenda.add(calendar.at(calendar.dayAgo(70), 0.3), async () => {
    if ((await call(ground, contract.listTeams, admin, { closed: 'no' })).items.length > 0) return
    const root = await call(ground, contract.startOrganisation, admin, {} as never)
    const teams = await makeTeams(ground, calendar, communityId, admin, staff, root.id)
    const shiftIds = await makeShifts(ground, admin)
    for (const team of teams) await planTeam(ground, calendar, admin, team, shiftIds)
    agenda.add(calendar.at(calendar.dayAgo(2), 0.5), async () => {
      await clockEverybody(ground, calendar, communityId)
      await askThings(ground, calendar, admin, staff, teams)
    })
  })
}

interface MadeTeam {
  id: string
  rota: 'office' | 'rounds'
  employeeIds: string[]
}

async function makeTeams(
  ground: DemoGround,
  calendar: Calendar,
  communityId: string,
  admin: Actor,
  staff: (userName: string) => Actor,
  rootId: string,
): Promise<MadeTeam[]> {
  const { items: posts } = await call(ground, contract.listPosts, admin, {} as never)
  const postId = (code: string) => posts.find(post => post.code === code)?.id ?? ''
  const invent = inventPeople('workforce', '1390008')
  const add = (name: string, parentId: string, kind: 'department' | 'project' | 'team', place: number) => {
    const at = kind === 'department' ? null : communityId
    const body = { id: newId(), name, parentId, kind, communityId: at, headId: null, position: place * 10 }
    return call(ground, contract.createTeam, admin, body)
  }
  const employ = async (teamId: string, { number, post, account, name }: Member) => {
    const person = invent()
    const id = newId()
    const years = chanceOf('workforce', number).between(1, 6)
    await call(ground, contract.createEmployee, admin, {
      ...{ id, number, teamId, postId: postId(post), name: name ?? person.name, sex: person.sex, phone: person.phone },
      ...{ accountId: account ? staff(account).id : null, employedFrom: addDays(calendar.lastDay, -years * 300) },
      ...{ idNumber: null, emergencyName: null, emergencyPhone: null, note: '', photoId: null },
    })
    return id
  }
  const office = await add('行政人事部', rootId, 'department', 1)
  await employ(office.id, { number: 'XZ01', post: 'front-desk', account: 'admin', name: '安平' })
  const project = await add('安居花园项目部', rootId, 'project', 2)
  const headId = await employ(project.id, { number: 'XM01', post: 'project-manager', account: 'manager', name: '方静' })
  const { name, parentId, kind, position, version } = project
  await call(ground, contract.editTeam, admin, {
    ...{ teamId: project.id, name, parentId, kind, communityId, headId, position, version },
  })
  const made: MadeTeam[] = []
  for (const [place, team] of TEAMS.entries()) {
    const { id } = await add(team.name, project.id, 'team', place)
    const employeeIds: string[] = []
    for (const member of team.members) employeeIds.push(await employ(id, member))
    made.push({ id, rota: team.rota, employeeIds })
  }
  await certify(ground, calendar, admin, made)
  return made
}

/** Guards and electricians have their certificates; one expires within the month, one has. */
async function certify(ground: DemoGround, calendar: Calendar, admin: Actor, teams: MadeTeam[]): Promise<void> {
  const kinds = [
    { team: teams[1], kind: 'electrician', title: '低压电工作业证' },
    { team: teams[2], kind: 'security-guard', title: '保安员证' },
  ] as const
  for (const { team, kind, title } of kinds) {
    for (const [place, employeeId] of (team?.employeeIds ?? []).entries()) {
      const left =
        kind === 'electrician' && place === 0 ? 25 : kind === 'security-guard' && place === 7 ? -4 : 400 + place * 60
      await call(ground, contract.addCertificate, admin, {
        ...{
          employeeId,
          id: newId(),
          kind,
          title,
          number: `${kind === 'electrician' ? 'T' : 'B'}2023-${1000 + place}`,
        },
        ...{
          issuedOn: addDays(calendar.lastDay, left - 1095),
          validUntil: addDays(calendar.lastDay, left),
          fileId: null,
        },
      })
    }
  }
}

async function makeShifts(ground: DemoGround, admin: Actor): Promise<string[]> {
  const ids: string[] = []
  for (const shift of SHIFTS) {
    const { id } = await call(ground, contract.createShift, admin, { id: newId(), ...shift })
    ids.push(id)
  }
  const pattern = (name: string, places: readonly (number | null)[]) =>
    call(ground, contract.createShiftPattern, admin, {
      ...{ id: newId(), name, shiftIds: places.map(place => (place === null ? null : (ids[place] ?? null))) },
    })
  await pattern('四班三运转', ROUNDS)
  await pattern('做二休二', [1, 1, null, null])
  await pattern('五天工作制', [0, 0, 0, 0, 0, null, null])
  return ids
}

/** Last month, this and the next, filled by pattern and published; guards in rounds, the others on weekdays. */
async function planTeam(
  ground: DemoGround,
  calendar: Calendar,
  admin: Actor,
  team: MadeTeam,
  shiftIds: string[],
): Promise<void> {
  const first = `${calendar.month(-1)}-01`
  for (const month of [calendar.month(-1), calendar.month(0), calendar.month(1)]) {
    const { from, to } = monthRange(month)
    const days = Array.from({ length: daysInclusive(from, to) }, (_, index) => addDays(from, index))
    const changes = team.employeeIds.flatMap((employeeId, row) =>
      days.flatMap(day => {
        const place = placeOn(team.rota, row, day, first)
        const shiftId = place === null ? undefined : shiftIds[place]
        return shiftId ? [{ employeeId, day, shiftId, was: null }] : []
      }),
    )
    await call(ground, contract.changeRota, admin, { teamId: team.id, changes, acceptWarnings: true })
    await call(ground, contract.publishRota, admin, { teamId: team.id, month })
  }
  const rounds = [1, 2, 3].map(place => ({ shiftId: shiftIds[place] ?? '', workday: 2, restday: 2 }))
  const office = [{ shiftId: shiftIds[0] ?? '', workday: team.employeeIds.length, restday: 0 }]
  const needs = team.rota === 'rounds' ? rounds : office
  await call(ground, contract.setRotaNeeds, admin, { teamId: team.id, needs, version: 1 })
}

function placeOn(rota: MadeTeam['rota'], row: number, day: CivilDate, first: CivilDate): number | null {
  if (rota === 'rounds') return ROUNDS[(row * 1 + daysInclusive(first, day) - 1) % ROUNDS.length] ?? null
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday === 0 || weekday === 6 ? null : 0
}

/** What everybody clocked until now: mostly in time, now and then late, outside or forgotten. */
async function clockEverybody(ground: DemoGround, calendar: Calendar, communityId: string): Promise<void> {
  const { actor, run } = ground
  await run(async tx => {
    await addPlace(tx, actor, communityId)
    const duties = await workforce(tx)
      .selectFrom('workforce.duty as d')
      .innerJoin('workforce.employee as e', join =>
        join.onRef('e.tenantId', '=', 'd.tenantId').onRef('e.id', '=', 'd.employeeId'),
      )
      .select(['d.employeeId', 'e.number', 'd.day', 'd.startsAt', 'd.endsAt'])
      .where('d.tenantId', '=', tenantOf(actor))
      .where('d.startsAt', '<', calendar.endsAt)
      .orderBy('d.startsAt')
      .execute()
    const clocked = duties.flatMap(({ employeeId, number, day, startsAt, endsAt }) => {
      const chance = chanceOf('workforce', 'clock', number, day)
      const late = chance.share() < 0.05 ? chance.between(8, 40) : -chance.between(1, 15)
      const outside = chance.share() < 0.03
      const forgot = chance.share() < 0.02
      const absent = chance.share() < 0.008
      const into = { employeeId, outside, kind: 'in', at: new Date(startsAt.getTime() + late * 60_000) }
      const out = { employeeId, outside, kind: 'out', at: new Date(endsAt.getTime() + chance.between(0, 20) * 60_000) }
      return absent ? [] : forgot ? [into] : [into, out]
    })
    const past = clocked.filter(each => each.at < calendar.endsAt)
    await sql`insert into workforce.clocking (tenant_id, id, employee_id, community_id, kind, at, received_at, late_sent, place_state, place_name,
        latitude, longitude, accuracy_m, distance_m, reason)
      select ${tenantOf(actor)}, r.id, r.employee_id, ${communityId}, r.kind, r.at, r.at, false, case when r.outside then 'outside' else 'inside' end,
        '项目部门岗', 31.230400, 121.473700, 15, case when r.outside then 860 else 24 end, case when r.outside then '外出采购' end
      from unnest(${past.map(() => newId())}::uuid[], ${past.map(each => each.employeeId)}::uuid[], ${past.map(each => each.kind)}::text[],
        ${past.map(each => each.at)}::timestamptz[], ${past.map(each => each.outside)}::boolean[]) as r(id, employee_id, kind, at, outside)`.execute(
      workforce(tx),
    )
  })
}

async function addPlace(tx: Tx, actor: Actor, communityId: string): Promise<void> {
  await workforce(tx)
    .insertInto('workforce.clockPlace')
    .values({
      ...{ tenantId: tenantOf(actor), id: newId(), communityId, name: '项目部门岗', radiusM: 200 },
      ...{ latitude: '31.230400', longitude: '121.473700' },
    })
    .execute()
}

/** Days of leave for everybody; leave that waits and leave that was approved; a swap that waits for its approval. */
async function askThings(
  ground: DemoGround,
  calendar: Calendar,
  admin: Actor,
  staff: (userName: string) => Actor,
  teams: MadeTeam[],
): Promise<void> {
  const year = calendar.lastDay.slice(0, 4)
  for (const employeeId of teams.flatMap(team => team.employeeIds))
    await call(ground, contract.grantLeave, admin, {
      ...{
        employeeId,
        id: newId(),
        kind: 'annual',
        days: '5',
        validUntil: `${Number(year) + 1}-03-31`,
        reason: `${year} 年度年假`,
      },
    })
  const guard = staff('guard')
  const away = { fromPart: 'am', toPart: 'pm', photoIds: [] as string[] } as const
  const next = addDays(calendar.lastDay, 10)
  await call(ground, contract.askLeave, staff('repairer'), {
    ...{ id: newId(), kind: 'personal', fromOn: next, toOn: addDays(next, 3), reason: '家中装修', ...away },
  })
  const sick = calendar.dayAgo(9)
  const leave = await call(ground, contract.askLeave, staff('cashier'), {
    ...{ id: newId(), kind: 'sick', fromOn: sick, toOn: addDays(sick, 4), reason: '感冒发烧', ...away },
  })
  await call(ground, contract.decideLeave, admin, { leaveId: leave.id, approve: true, note: '注意休息' })
  await askForSwap(ground, calendar, guard, staff('guard2'))
}

async function askForSwap(ground: DemoGround, calendar: Calendar, guard: Actor, partner: Actor): Promise<void> {
  const { to } = monthRange(calendar.month(1))
  const range = { from: calendar.lastDay, to: addDays(calendar.lastDay, 20) < to ? addDays(calendar.lastDay, 20) : to }
  const mine = await call(ground, contract.readMyRota, guard, range)
  const duty = mine.duties.find(each => each.startsAt > calendar.endsAt)
  if (!duty) return
  const { items } = await call(ground, contract.listSwapPartners, guard, { dutyId: duty.id })
  const colleague = items.find(each => each.name === partner.name)
  if (!colleague || colleague.busy) return
  const id = newId()
  const given = colleague.duties.find(each => !mine.duties.some(own => own.day === each.day))
  await call(ground, contract.askSwap, guard, {
    ...{ id, dutyId: duty.id, partnerId: colleague.employeeId, partnerDutyId: given?.id ?? null, reason: '孩子家长会' },
  })
  await call(ground, contract.answerSwap, partner, { swapId: id, accept: true })
}
