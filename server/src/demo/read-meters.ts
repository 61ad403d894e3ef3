import { metering as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { type CivilDate, type CivilMonth, daysBetween, monthOf, monthRange } from '../platform/period.ts'
import type { Agenda } from './agenda.ts'
import type { Calendar } from './calendar.ts'
import { chanceOf } from './chance.ts'
import { call } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'
import { type DemoMeter, registersOf, registerText } from './meter-registers.ts'

const published = drawer('platform')

/** So many months back the registers go; before the last ones they were read by the quarter. */
export const MONTHS_READ = 24
export const MONTHLY_SINCE = 6
const AT_ONCE = 200

type Kind = 'water-cold' | 'electricity'

interface Reading {
  communityId: string
  reader: Actor
  chief: Actor
  /** Before the ids of readings, where another community has meters of the same codes. */
  scope: string
  meters: readonly DemoMeter[]
  /** What each register shows at the end of month 0, 1, …, `MONTHS_READ` + 1 of the history, by the meter's id. */
  registers: ReadonlyMap<string, readonly number[]>
}

export interface Rounds extends Omit<Reading, 'meters' | 'registers'> {
  kinds: readonly Kind[]
  /** So many months ago they were read for the first time. */
  since: number
  /** The round of this month is open, and power was read early, to find out where it goes. */
  reading: boolean
}

/**
 * Meters are read: their opening registers first, then a closed round of each kind by the quarter, and since half a year by the month.
 * A main leaked two months ago, the transformer lately, which the inbox tells. This month's round of water is open for the reader's phone,
 * partly read, with a jump that waits for somebody. What is there already is left alone.
 */
export async function planRounds(
  ground: DemoGround,
  agenda: Agenda,
  calendar: Calendar,
  { kinds, reading, since, ...people }: Rounds,
): Promise<void> {
  const meters = await metersOf(ground, people.communityId)
  const lately = latelyOf(calendar)
  const leaks = reading
    ? [
        { code: 'W-5', month: MONTHS_READ - 1, percent: 14 },
        { code: 'D-00', month: lately ? MONTHS_READ + 1 : MONTHS_READ, percent: 16 },
      ]
    : [{ code: 'W-2', month: MONTHS_READ - 2, percent: 17 }]
  const all = { ...people, meters, registers: registersOf(meters, MONTHS_READ + 2, leaks) }
  const begins = lastOf(calendar.month(-since - 1))
  agenda.add(calendar.at(begins, 0.3), () => openRegisters(ground, all, begins, MONTHS_READ - since))
  for (let step = -since; step < 0; step += 1) {
    if (!isRead(step)) continue
    const month = calendar.month(step)
    const day = lastOf(month)
    for (const [place, kind] of kinds.entries()) {
      const turn = { kind, month, day, nth: step + MONTHS_READ + 1 }
      agenda.add(calendar.at(day, 0.1 + place * 0.1), () => readRound(ground, all, turn))
      agenda.add(calendar.at(day, 0.6 + place * 0.1), () => approveRound(ground, all, turn))
    }
  }
  if (!reading) return
  const partOf = (day: CivilDate) => daysBetween(lastOf(calendar.month(-1)), day)
  if (lately) {
    const turn = { kind: 'electricity' as const, month: monthOf(lately), day: lately, nth: MONTHS_READ + 1 }
    agenda.add(calendar.at(lately, 0.2), () => readRound(ground, all, turn, partOf(lately)))
    agenda.add(calendar.at(lately, 0.7), () => approveRound(ground, all, turn))
  }
  const today = { kind: 'water-cold' as const, month: monthOf(calendar.lastDay), day: calendar.lastDay }
  const route = { ...today, nth: MONTHS_READ, days: partOf(calendar.lastDay) }
  agenda.add(calendar.at(calendar.lastDay, 0.15), () => readPartly(ground, all, route))
}

/** Whether a round was read in the month so many steps from now. */
function isRead(step: number): boolean {
  return step >= -MONTHLY_SINCE || (step + MONTHS_READ) % 3 === 2
}

/** The day of this month on which power was read early; null while the last round is news itself. */
function latelyOf(calendar: Calendar): CivilDate | null {
  const day = calendar.dayAgo(1)
  return Number(day.slice(-2)) >= 5 && monthOf(day) === calendar.month(0) ? day : null
}

/** Meters are read on the last day of a month: the run of the next morning charges what they counted. */
const lastOf = (month: CivilMonth): CivilDate => monthRange(month).to

async function metersOf({ actor, run }: DemoGround, communityId: string): Promise<DemoMeter[]> {
  const rows = await run(tx =>
    published(tx)
      .selectFrom('metering.publicMeter as m')
      .leftJoin('registry.publicPremises as p', join =>
        join.onRef('p.tenantId', '=', 'm.tenantId').onRef('p.id', '=', 'm.premisesId'),
      )
      .select(['m.id', 'm.code', 'm.kind', 'm.parentId', 'm.multiplier', 'p.state', 'm.premisesId'])
      .where('m.tenantId', '=', tenantOf(actor))
      .where('m.communityId', '=', communityId)
      .where('m.state', '=', 'active')
      .orderBy('m.code')
      .execute(),
  )
  return rows.map(({ state, multiplier, ...row }) => ({
    ...row,
    times: Number(multiplier),
    empty: state === 'unsold' || state === 'vacant' || state === 'decorating',
  }))
}

const idOf = (ground: DemoGround, name: string, on: CivilDate) =>
  demoId(tenantOf(ground.actor), name, new Date(`${on}T00:00:00Z`))

/** What a meter's register shows after a month, as its reader notes it. */
function said(ground: DemoGround, all: Reading, { id, code }: DemoMeter, nth: number, readOn: CivilDate) {
  const shows = all.registers.get(id)?.[nth] ?? 0
  return {
    ...{
      id: idOf(ground, `${all.scope}reading ${code} ${nth}`, readOn),
      meterId: id,
      readOn,
      value: registerText(shows),
    },
    ...{ rolledOver: false, bands: {}, photoId: null, note: '' },
  }
}

type Entered = Parameters<typeof call<typeof contract.enterReadings>>[3]['readings'][number]

async function enter(ground: DemoGround, { communityId, reader }: Reading, readings: readonly Entered[]) {
  for (let start = 0; start < readings.length; start += AT_ONCE)
    await call(ground, contract.enterReadings, reader, {
      communityId,
      readings: readings.slice(start, start + AT_ONCE),
    })
}

async function openRegisters(ground: DemoGround, all: Reading, day: CivilDate, nth: number): Promise<void> {
  const readings = all.meters.map(meter => ({
    ...said(ground, all, meter, nth, day),
    ...{ roundId: null, source: 'initial' as const },
  }))
  await enter(ground, all, readings)
  const ids = readings.map(reading => reading.id)
  await approve(ground, all, ids, null)
}

async function approve(
  ground: DemoGround,
  { communityId, chief }: Reading,
  ids: readonly string[],
  roundId: string | null,
): Promise<void> {
  for (let start = 0; start < Math.max(1, ids.length); start += 500)
    await call(ground, contract.approveReadings, chief, {
      ...{ communityId, readingIds: ids.slice(start, start + 500), roundId: start === 0 ? roundId : null },
    })
}

interface Turn {
  kind: Kind
  month: CivilMonth
  day: CivilDate
  /** Which register of the history. */
  nth: number
}

const roundIdOf = (ground: DemoGround, { communityId }: Reading, { kind, day }: Turn) =>
  idOf(ground, `${communityId} round of ${kind} ${day}`, day)

/** A round with all its meters; `days` where the month is not over yet: so many of its days are counted. */
async function readRound(ground: DemoGround, all: Reading, turn: Turn, days?: number): Promise<void> {
  const { kind, month, day, nth } = turn
  const id = roundIdOf(ground, all, turn)
  if (await isThere(ground, all, turn)) return
  const { communityId, chief } = all
  await call(ground, contract.openRound, chief, { id, communityId, kind, month, plannedOn: day })
  const its = all.meters.filter(meter => meter.kind === kind && !isEstimated(all, meter, nth))
  await enter(
    ground,
    all,
    its.map(meter => ({
      ...said(ground, all, meter, nth, day),
      ...(days === undefined ? {} : { value: registerText(partway(all, meter, nth - 1, days)) }),
      ...{ roundId: id, source: 'paper' as const },
    })),
  )
  // Whoever was not at home is estimated; the next true reading takes the difference.
  if (its.length < all.meters.filter(meter => meter.kind === kind).length)
    await call(ground, contract.estimateRound, all.reader, { roundId: id, readOn: day, meterIds: [] })
}

/** Homes of the courtyard where nobody opened: estimated in one month or another. */
function isEstimated({ scope }: Reading, { code, premisesId }: DemoMeter, nth: number): boolean {
  if (scope === '' || premisesId === null || nth < MONTHS_READ - 3) return false
  return chanceOf('estimated', code, nth).share() < 0.05
}

/** A round that another start of the demo made. */
async function isThere(ground: DemoGround, { communityId, chief }: Reading, turn: Pick<Turn, 'kind' | 'month'>) {
  const { kind, month } = turn
  const { items } = await call(ground, contract.listRounds, chief, { communityId, kind, month, limit: 1 })
  return items.length > 0
}

/** What is plain counts; what is odd as well, by who did not enter it; then the round is closed. */
async function approveRound(ground: DemoGround, all: Reading, turn: Turn): Promise<void> {
  const roundId = roundIdOf(ground, all, turn)
  const round = await call(ground, contract.readRound, all.chief, { roundId })
  if (round.state === 'closed') return
  const flagged = await call(ground, contract.listReadings, all.chief, { roundId, state: 'flagged', limit: 200 })
  const ids = flagged.items.map(reading => reading.id)
  await approve(ground, all, ids, roundId)
  await call(ground, contract.closeRound, all.chief, { roundId, version: round.version })
}

/** A route of the reader through the first house; half of it is read, one twice what it should be, one could not be reached. */
async function readPartly(ground: DemoGround, all: Reading, turn: Turn & { days: number }): Promise<void> {
  const { communityId, chief, reader } = all
  if (await isThere(ground, all, turn)) return
  const route = all.meters.filter(meter => meter.kind === turn.kind && meter.code.startsWith('W-1-'))
  await call(ground, contract.addRoute, chief, {
    ...{ id: idOf(ground, `${communityId} route`, turn.day), communityId, kind: turn.kind, name: '1 栋水表线' },
    ...{ readerId: reader.id, meterIds: route.map(meter => meter.id) },
  })
  const { kind, month, day, nth } = turn
  const id = roundIdOf(ground, all, turn)
  await call(ground, contract.openRound, chief, { id, communityId, kind, month, plannedOn: day })
  const half = route.slice(0, Math.floor(route.length / 2))
  const readings = half.map((meter, place) => {
    const value = registerText(partway(all, meter, nth, turn.days) + (place === JUMPS ? LEAK : 0))
    return { ...said(ground, all, meter, nth + 1, day), value, roundId: id, source: 'field' as const }
  })
  await enter(ground, all, readings)
  const shut = route[half.length]
  const reason = chanceOf('reader', 'skips').pick(['敲门无人应答', '表井被车辆压住'])
  if (shut) await call(ground, contract.skipStop, reader, { roundId: id, meterId: shut.id, reason })
}

/** What a register shows so many days after the end of a month of the history. */
function partway({ registers }: Reading, { id }: DemoMeter, nth: number, days: number): number {
  const [before = 0, after = 0] = registers.get(id)?.slice(nth, nth + 2) ?? []
  return before + Math.floor(((after - before) * days) / DAYS_A_MONTH)
}

const DAYS_A_MONTH = 30
/** Which home of the route has a pipe that leaks, and how much ran out, in hundredths. */
const JUMPS = 5
const LEAK = 9_500
