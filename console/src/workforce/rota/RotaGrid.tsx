import { formatWeekday, useLocale } from '@anju/ui'
import { type DragEvent, type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react'
import { CoverageRows } from './CoverageRows.tsx'
import type { RotaEdits } from './RotaBoard.tsx'
import { RotaRow } from './RotaRow.tsx'
import { type Area, areaOf, type CellKey, cellsIn, keyOf, type Rota, type Shift } from './rota.ts'
import { DRAGGED } from './ShiftPalette.tsx'
import { useRotaTexts } from './texts.ts'

interface RotaGridProps {
  rota: Rota
  shifts: Shift[]
  area: Area
  select: (area: Area) => void
  work: RotaEdits
  readOnly: boolean
}

/** Row and column of the cell under an event. */
function placeOf(target: EventTarget): { row: number; column: number } | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell]') : null
  const [row, column] = (cell?.dataset.cell ?? '').split(',').map(Number)
  return row === undefined || column === undefined || Number.isNaN(column) ? null : { row, column }
}

/** What keys, pointer and dropped shifts do to selection and cells. */
function useGridHands({ rota, shifts, area, select, work, readOnly }: RotaGridProps, days: readonly string[]) {
  const corner = useRef({ row: 0, column: 0 })
  const head = useRef({ row: 0, column: 0 })
  const active = shifts.filter(shift => shift.active)
  const last = { row: rota.employees.length - 1, column: days.length - 1 }
  const set = (where: Area, shiftId: string | null) => {
    if (readOnly) return
    const cells = cellsIn(where, rota.employees, days)
    work.set(cells.map(([person, day]): [CellKey, string | null] => [keyOf(person.id, day), shiftId]))
  }
  const reach = (place: { row: number; column: number }, extend: boolean) => {
    head.current = place
    if (!extend) corner.current = place
    select(areaOf(corner.current, place))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moved = movedBy(event.key, head.current, last)
    if (moved) {
      event.preventDefault()
      reach(moved, event.shiftKey)
      const cell = document.getElementById(`cell-${moved.row}-${moved.column}`)
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      return
    }
    const shift = /^[1-9]$/.test(event.key) ? active[Number(event.key) - 1] : undefined
    const clears = ['0', 'Delete', 'Backspace'].includes(event.key)
    if (event.ctrlKey || event.metaKey || event.altKey || (!shift && !clears)) return
    event.preventDefault()
    set(area, shift?.id ?? null)
  }
  const onDragOver = (event: DragEvent) => {
    if (event.dataTransfer.types.includes(DRAGGED) && placeOf(event.target)) event.preventDefault()
  }
  const onDrop = (event: DragEvent) => {
    const place = placeOf(event.target)
    if (!place) return
    event.preventDefault()
    const { row, column } = place
    const inside = row >= area.top && row <= area.bottom && column >= area.left && column <= area.right
    if (!inside) reach(place, false)
    set(inside ? area : areaOf(place, place), event.dataTransfer.getData(DRAGGED) || null)
  }
  const at = `cell-${head.current.row}-${head.current.column}`
  return { at, hands: { onKeyDown, onDragOver, onDrop, ...useSelecting(reach) } }
}

/** Staff × days. Cells are selected by pointer or arrows; a shift is dragged onto them or set by its number key. */
export function RotaGrid(props: RotaGridProps) {
  const { rota, shifts, area, work } = props
  const t = useRotaTexts()
  const days = useMemo(() => rota.days.map(({ day }) => day), [rota])
  const marks = useMarks(rota)
  const { at, hands } = useGridHands(props, days)
  return (
    <div className="wf-grid">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of the ARIA practices, moved in by arrows
        role="grid"
        aria-label={t('grid', { team: rota.teamName })}
        aria-multiselectable
        aria-activedescendant={at}
        tabIndex={0}
        {...hands}
      >
        <Head rota={rota} />
        <tbody>
          {rota.employees.map((person, row) => (
            <RotaRow
              key={person.id}
              person={person}
              row={row}
              days={rota.days}
              shifts={shifts}
              cells={days.map(day => work.shown(keyOf(person.id, day)) ?? '').join()}
              edited={days.map(day => (work.edits.has(keyOf(person.id, day)) ? 1 : 0)).join('')}
              marks={marks}
              from={row >= area.top && row <= area.bottom ? area.left : -1}
              to={row >= area.top && row <= area.bottom ? area.right : -1}
            />
          ))}
        </tbody>
        <CoverageRows rota={rota} shifts={shifts} work={work} />
      </table>
    </div>
  )
}

/** Selecting by pressing and moving; with Shift from where one was before. */
function useSelecting(reach: (place: { row: number; column: number }, extend: boolean) => void) {
  const pressed = useRef(false)
  return {
    onPointerDown: (event: PointerEvent) => {
      const place = event.button === 0 ? placeOf(event.target) : null
      if (!place) return
      pressed.current = event.pointerType === 'mouse'
      reach(place, event.shiftKey)
    },
    onPointerOver: (event: PointerEvent) => {
      const place = pressed.current && event.buttons === 1 ? placeOf(event.target) : null
      if (place) reach(place, true)
    },
    onPointerUp: () => {
      pressed.current = false
    },
  }
}

function movedBy(key: string, at: { row: number; column: number }, last: { row: number; column: number }) {
  const steps: Record<string, [number, number]> = {
    ...{ ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] },
    ...{ Home: [0, -last.column], End: [0, last.column], PageUp: [-10, 0], PageDown: [10, 0] },
  }
  const step = steps[key]
  if (!step) return null
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  return { row: within(at.row + step[0], last.row), column: within(at.column + step[1], last.column) }
}

export type Marks = ReadonlyMap<CellKey, 'day' | 'am' | 'pm' | 'changed'>

function useMarks(rota: Rota): Marks {
  return useMemo(
    () =>
      new Map([
        ...rota.changedCells.map(cell => [keyOf(cell.employeeId, cell.day), 'changed'] as const),
        ...rota.leaves.map(leave => [keyOf(leave.employeeId, leave.day), leave.part] as const),
      ]),
    [rota],
  )
}

function Head({ rota }: { rota: Rota }) {
  const t = useRotaTexts()
  const { locale } = useLocale()
  return (
    <thead>
      <tr>
        <th scope="col" className="wf-grid__name">
          {t('employee')}
        </th>
        {rota.days.map(({ day, rest, name }) => (
          <th key={day} scope="col" data-rest={rest} title={name ?? undefined}>
            <span>{Number(day.slice(8))}</span>
            <small>{name ? name.slice(0, 2) : formatWeekday(day, locale)}</small>
          </th>
        ))}
      </tr>
    </thead>
  )
}
