/** What speaks against duties, without a database. */
import type { workforce as contract, ResponseOf } from '@anju/contract'

export type Clash = ResponseOf<typeof contract.changeRota>['clashes'][number]
type ClashKind = Clash['kind']

export interface PlannedDuty {
  employeeId: string
  day: string
  shiftId: string
  startsAt: Date
  endsAt: Date
}

/** A cell that is set, or cleared (`duty` null); `was` is what whoever changes it saw there. */
export interface CellChange {
  employeeId: string
  day: string
  was: string | null
  duty: PlannedDuty | null
}

export interface Planned {
  id: string
  name: string
  employedFrom: string
  employedTo: string | null
  /** What the post asks for; null: nothing. */
  certificateKind: string | null
  /** The ends of the fitting certificates; null is without end. */
  certificateEnds: readonly (string | null)[]
}

export interface LeaveDay {
  employeeId: string
  day: string
}

const REFUSED: readonly ClashKind[] = ['overlap', 'not-employed', 'changed']

export interface ClashGround {
  employees: readonly Planned[]
  /** Duties of these employees around the changed days, those of the changed cells among them. */
  duties: readonly PlannedDuty[]
  leaves: readonly LeaveDay[]
  /** The least rest between two duties. */
  restMinutes: number
}

/** Everything that speaks against the changes, by employee and day. */
export function clashesOf(changes: readonly CellChange[], ground: ClashGround): Clash[] {
  const before = new Map(ground.duties.map(duty => [keyOf(duty), duty]))
  const after = new Map(before)
  for (const change of changes) {
    if (change.duty) after.set(keyOf(change), change.duty)
    else after.delete(keyOf(change))
  }
  const byEmployee = new Map<string, PlannedDuty[]>()
  for (const duty of after.values()) {
    const own = byEmployee.get(duty.employeeId)
    if (own) own.push(duty)
    else byEmployee.set(duty.employeeId, [duty])
  }
  for (const own of byEmployee.values()) own.sort((one, two) => one.startsAt.getTime() - two.startsAt.getTime())
  const employees = new Map(ground.employees.map(employee => [employee.id, employee]))
  const leaves = new Set(ground.leaves.map(keyOf))
  return changes.flatMap(change => {
    const employee = employees.get(change.employeeId)
    if (!employee) return []
    const found: [ClashKind, number | null][] = []
    if ((before.get(keyOf(change))?.shiftId ?? null) !== change.was) found.push(['changed', null])
    if (change.duty) {
      found.push(...against(change.duty, employee, leaves.has(keyOf(change))))
      found.push(...neighbours(change.duty, byEmployee.get(employee.id) ?? [], ground.restMinutes))
    }
    return found.map(([kind, restMinutes]) => ({
      ...{ employeeId: employee.id, employeeName: employee.name, day: change.day, kind, restMinutes },
      refused: REFUSED.includes(kind),
    }))
  })
}

function keyOf({ employeeId, day }: { employeeId: string; day: string }): string {
  return `${employeeId}/${day}`
}

function against({ day }: PlannedDuty, employee: Planned, onLeave: boolean): [ClashKind, null][] {
  const found: [ClashKind, null][] = []
  if (day < employee.employedFrom || (employee.employedTo !== null && day > employee.employedTo))
    found.push(['not-employed', null])
  if (onLeave) found.push(['leave', null])
  const certified = employee.certificateEnds.some(end => end === null || end >= day)
  if (employee.certificateKind !== null && !certified) found.push(['certificate', null])
  return found
}

/** With the duty before and the one after: two at once, or too little rest between. */
function neighbours(duty: PlannedDuty, own: readonly PlannedDuty[], restMinutes: number): [ClashKind, number | null][] {
  const place = own.indexOf(duty)
  const gaps = [
    [own[place - 1], duty],
    [duty, own[place + 1]],
  ].flatMap(([first, second]) =>
    first && second ? [Math.floor((second.startsAt.getTime() - first.endsAt.getTime()) / 60_000)] : [],
  )
  const least = gaps.length > 0 ? Math.min(...gaps) : null
  if (least === null || least >= restMinutes) return []
  return least < 0 ? [['overlap', null]] : [['rest', least]]
}
