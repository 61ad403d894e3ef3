import type { planBuildingsUnits } from '../kinds/buildings-units.ts'
import { unitKey } from '../kinds/buildings-units.ts'
import type { SourceRow } from '../kinds/kind.ts'
import { type PeopleProposal, planPeople } from '../kinds/people.ts'
import type { PremisesProposal, planPremises } from '../kinds/premises.ts'
import { type KnownRooms, knownRooms, roomKeyText, roomWords } from '../kinds/room-ref.ts'
import type { StagedSheet } from './mapping.ts'
import type { KnownThings } from './plan-import.ts'
import type { ImportProblem } from './problem.ts'
import type { PlanNotes, RowCount } from './sheet-plan.ts'

type Rooms = Awaited<ReturnType<typeof planPremises>>
type Units = Awaited<ReturnType<typeof planBuildingsUnits>>

/** The rooms that rows may name: those of the workbook and those there already. */
export function roomsOf({ premises, leftOut }: Pick<Rooms, 'premises' | 'leftOut'>, known: KnownThings): KnownRooms {
  const here = premises.map(room => ({ ...room, roomCode: room.code }))
  return knownRooms([...here, ...(known.rooms ?? [])], known.labels, leftOut)
}

/**
 * The people of a workbook: those of sheets that hold homes as well first, since a home with an error in any of its cells stays out
 * with everybody in it, and with it whoever names it elsewhere, unless a clean row says the room too. Takes what stays out from the
 * rooms and units.
 */
export async function planResidents(
  workbook: readonly StagedSheet[],
  sheets: readonly StagedSheet[],
  notes: PlanNotes,
  { rooms, units }: { rooms: Rooms; units: Units },
  known: KnownThings,
) {
  const isWhole = homesIn(workbook)
  const ofHomes = sheets.filter(sheet => isWhole(sheet.mapping.sheet))
  const others = sheets.filter(sheet => !isWhole(sheet.mapping.sheet))
  const first = await planPeople(ofHomes, notes, roomsOf(rooms, known), known.shares)
  if (ofHomes.length > 0) {
    const wrong = leaveOutWrong({ sheets: ofHomes, isWhole, notes, known }, rooms, first)
    first.people = without(first.people, first.count, one => !wrong.has(placeOf(one)))
    const lived = new Set(rooms.premises.map(room => unitKey(room.buildingCode ?? '', room.unitCode ?? '0')))
    const isOfUse = (sheet: string, key: string) => !isWhole(sheet) || lived.has(key)
    units.units = without(units.units, units.count, one => isOfUse(one.sheet, unitKey(one.buildingCode, one.code)))
  }
  const second = await planPeople(others, notes, roomsOf(rooms, known), known.shares)
  return { people: [...first.people, ...second.people], count: sumCounts(first.count, second.count) }
}

/** Takes the rooms of wrong rows out, and refuses who names one of these, until nothing more is wrong. Answers the wrong rows. */
function leaveOutWrong(
  of: { sheets: readonly StagedSheet[]; isWhole: (sheet: string) => boolean; notes: PlanNotes; known: KnownThings },
  rooms: Rooms,
  { people, rowOf }: Awaited<ReturnType<typeof planPeople>>,
): ReadonlySet<string> {
  const { sheets, isWhole, notes, known } = of
  const sayers = sayersOf(sheets, rooms)
  const all = rooms.premises
  let wrong: ReadonlySet<string> = new Set()
  for (let more = true; more; ) {
    wrong = rowsWithErrors(notes.list, isWhole)
    const standing = all.map(room => sayers(room).find(one => !wrong.has(placeOf(one))) ?? null)
    for (const [index, room] of all.entries())
      if (!standing[index]) rooms.leftOut.set(keyOf(room), { sheet: room.sheet, row: room.row })
    rooms.premises = standing.filter(room => room !== null)
    const here = roomsOf(rooms, known)
    more = people.filter(one => !wrong.has(placeOf(one)) && isHomeless(one, here, rowOf.get(one))).length > 0
  }
  rooms.count.ok -= all.length - rooms.premises.length
  rooms.count.rejected += all.length - rooms.premises.length
  return wrong
}

const keyOf = (room: PremisesProposal) => roomKeyText({ ...room, roomCode: room.code })

/** A room as each of the rows says it that say the same of it, the first as it is proposed. */
function sayersOf(sheets: readonly StagedSheet[], { again }: Rooms) {
  const staged = sheets.filter(({ mapping }) => mapping.kind === 'premises').flatMap(({ rows }) => rows)
  const alsoIn = new Map(staged.map(row => [placeOf(row), row.alsoIn ?? []]))
  const repeats = Map.groupBy(again, keyOf)
  return (room: PremisesProposal): PremisesProposal[] =>
    [room, ...(repeats.get(keyOf(room)) ?? [])].flatMap(one => [
      one,
      ...(alsoIn.get(placeOf(one)) ?? []).map(row => ({ ...one, row })),
    ])
}

/** Whether a row names a room that stays out, which is noted. */
function isHomeless(
  { room, elsewhere }: PeopleProposal,
  rooms: KnownRooms,
  row: { fail: (field: string, code: 'room_rejected', params: Record<string, string | number>) => void } | undefined,
): boolean {
  const named = room ? [room, ...elsewhere.map(home => home.room)] : []
  const gone = named.find(one => !rooms.has(roomKeyText(one)))
  const out = gone && rooms.leftOut?.(roomKeyText(gone))
  if (gone && out) row?.fail('room', 'room_rejected', { room: roomWords(gone), sheet: out.sheet, row: out.row })
  return gone !== undefined
}

/** Which sheets hold homes with their people in one row. */
export function homesIn(workbook: readonly StagedSheet[]): (sheet: string) => boolean {
  const names = new Set(workbook.flatMap(({ mapping }) => (mapping.kind === 'homes' ? [mapping.sheet] : [])))
  return sheet => names.has(sheet)
}

const placeOf = ({ sheet, row }: SourceRow) => `${row}\n${sheet}`

/** Rows with an error, as places. */
export function rowsWithErrors(
  problems: readonly ImportProblem[],
  among: (sheet: string) => boolean,
): ReadonlySet<string> {
  return new Set(problems.filter(({ severity, sheet }) => severity === 'error' && among(sheet)).map(placeOf))
}

/**
 * Without what only follows: a row of a home brings its room itself, so that the room is not there because of what else is wrong
 * with the row.
 */
export function withoutEchoes(problems: readonly ImportProblem[], workbook: readonly StagedSheet[]): ImportProblem[] {
  const isWhole = homesIn(workbook)
  const isRoomGone = ({ code }: ImportProblem) => code === 'room_missing' || code === 'room_rejected'
  const wrong = rowsWithErrors(
    problems.filter(problem => !isRoomGone(problem)),
    isWhole,
  )
  return problems.filter(problem => {
    const isOwn = problem.code === 'room_rejected' && placeOf(problem) === placeOf(problem.params as SourceRow)
    return !isOwn && !(isRoomGone(problem) && wrong.has(placeOf(problem)))
  })
}

/** Leaves out what does not stay, and counts it as rejected. */
function without<T>(all: T[], count: RowCount, stays: (one: T) => boolean): T[] {
  const kept = all.filter(stays)
  count.ok -= all.length - kept.length
  count.rejected += all.length - kept.length
  return kept
}

function sumCounts(a: RowCount, b: RowCount): RowCount {
  return {
    total: a.total + b.total,
    ok: a.ok + b.ok,
    rejected: a.rejected + b.rejected,
    repeated: a.repeated + b.repeated,
  }
}
