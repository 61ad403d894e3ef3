import { workforce as contract } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { percentOf } from '../../platform/decimals.ts'
import { publish } from '../../platform/events.ts'
import { minDate } from '../../platform/period.ts'
import type { Day } from '../attendance/attendance.ts'
import { countedDays, keptDaysOf } from '../attendance/attendance-view.ts'
import { kpiValuesWanted } from '../events.ts'
import { workforce } from '../tables.ts'
import { type KpiValue, recordKpiValues } from './record-kpi-values.ts'

const OWN_SOURCES = contract.COUNTED_SOURCES
type OwnSource = (typeof OWN_SOURCES)[number]

/** So many employees are counted at a time: a year of many people is many days. */
const CHUNK = 50

interface Period {
  id: string
  fromOn: string
  toOn: string
  communityId: string | null
}

/**
 * Asks for the values of a period: attendance is counted here, days of locked months as they were kept; the modules to the right are
 * asked by `kpiValuesWanted`. Answers how many values of attendance are new.
 */
export async function feedPeriod(tx: Tx, actor: Actor, period: Period): Promise<number> {
  const wanted = await workforce(tx)
    .selectFrom('workforce.scorecardLine as l')
    .innerJoin('workforce.scorecard as c', join =>
      join.onRef('c.tenantId', '=', 'l.tenantId').onRef('c.id', '=', 'l.scorecardId'),
    )
    .select(['l.source', 'l.employeeId'])
    .where('l.tenantId', '=', tenantOf(actor))
    .where('c.periodId', '=', period.id)
    .where('c.state', '=', 'open')
    .where('l.source', '<>', 'manual')
    .execute()
  const { communityId, id: periodId, fromOn, toOn } = period
  const sources = [...new Set(wanted.map(each => each.source))]
  if (sources.length > 0)
    await publish(tx, kpiValuesWanted, { communityId: communityId ?? undefined, periodId, fromOn, toOn, sources })
  const until = minDate(toOn, today())
  const ids = [...new Set(wanted.filter(each => isOwn(each.source)).map(each => each.employeeId))]
  if (ids.length === 0 || fromOn > until) return 0
  const values = await countAttendance(tx, actor, ids, { from: fromOn, to: until })
  let fed = 0
  for (const source of OWN_SOURCES) {
    if (sources.includes(source)) fed += await recordKpiValues(tx, actor, { periodId, source, values: values[source] })
  }
  return fed
}

/** Whether attendance says it. */
export function isOwn(source: string): source is OwnSource {
  return (OWN_SOURCES as readonly string[]).includes(source)
}

async function countAttendance(
  tx: Tx,
  actor: Actor,
  ids: readonly string[],
  range: { from: string; to: string },
): Promise<Record<OwnSource, KpiValue[]>> {
  const values: Record<OwnSource, KpiValue[]> = { 'attendance-rate': [], 'late-count': [], 'absent-days': [] }
  for (let start = 0; start < ids.length; start += CHUNK) {
    const some = ids.slice(start, start + CHUNK)
    const counted = await countedDays(tx, actor, some, range)
    const kept = await keptDaysOf(tx, actor, some, range)
    for (const employeeId of some) {
      const own = new Map((counted.get(employeeId) ?? []).map(day => [day.day, day]))
      for (const day of kept.get(employeeId) ?? []) own.set(day.day, day)
      const sums = attendanceOf([...own.values()])
      for (const source of OWN_SOURCES) values[source].push({ employeeId, ...sums[source] })
    }
  }
  return values
}

/**
 * Attendance of days that are over: rate = days worked ÷ days with a duty and no whole day of leave, in percent (K7: null when there
 * were none); how often late; days absent.
 */
function attendanceOf(days: readonly Day[]): Record<OwnSource, Pick<KpiValue, 'value' | 'basis'>> {
  const due = days.filter(day => day.startsAt !== null && day.state !== 'leave' && day.state !== 'planned')
  const absent = due.filter(day => day.state === 'absent').length
  const late = due.filter(day => day.state === 'late' || day.state === 'late-early').length
  const none = due.length === 0
  const worked = due.length - absent
  const basis = `${worked} ÷ ${due.length}`
  return {
    'attendance-rate': { value: percentOf(BigInt(worked), BigInt(due.length)), basis },
    'late-count': { value: none ? null : String(late), basis: `${late} / ${due.length}` },
    'absent-days': { value: none ? null : String(absent), basis: `${absent} / ${due.length}` },
  }
}

/** Values of every open period, so that cards show where one stands. */
async function feedOpenPeriods(tx: Tx, actor: Actor): Promise<void> {
  const periods = await workforce(tx)
    .selectFrom('workforce.kpiPeriod')
    .select(['id', 'fromOn', 'toOn', 'communityId'])
    .where('tenantId', '=', tenantOf(actor))
    .where('state', '=', 'open')
    .orderBy('fromOn')
    .execute()
  for (const period of periods) await feedPeriod(tx, actor, period)
}

/** At night, when the days before are counted. */
export const feedPerformance = defineCron('workforce.feedPerformance', { daily: '02:40' }, feedOpenPeriods)
