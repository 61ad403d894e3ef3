import { memo } from 'react'
import type { Marks } from './RotaGrid.tsx'
import { keyOf, type Rota, type Shift } from './rota.ts'
import { useRotaTexts } from './texts.ts'

interface RotaRowProps {
  person: Rota['employees'][number]
  row: number
  days: Rota['days']
  shifts: Shift[]
  /** Shift ids of the row, joined: a text compares at once, so that only rows that changed are drawn again. */
  cells: string
  edited: string
  marks: Marks
  /** Selected columns, -1 for none. */
  from: number
  to: number
}

/** One employee's days. */
export const RotaRow = memo(function RotaRow(props: RotaRowProps) {
  const { person, row, days, shifts, edited, marks, from, to } = props
  const t = useRotaTexts()
  const cells = props.cells.split(',')
  const leaveWords = { day: t('onLeave'), am: t('amLeave'), pm: t('pmLeave'), changed: t('changedCell') }
  return (
    <tr>
      <th scope="row" className="wf-grid__name" title={`${person.number} ${person.postName}`}>
        {person.name}
        <small>{person.postName}</small>
      </th>
      {days.map(({ day, rest }, column) => {
        const shift = shifts.find(one => one.id === cells[column])
        const mark = marks.get(keyOf(person.id, day))
        const out = day < person.employedFrom || (person.employedTo !== null && day > person.employedTo)
        const words = [shift?.name ?? t('dayOff'), mark && leaveWords[mark], edited[column] === '1' && t('unsaved')]
        return (
          // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell
          <td
            key={day}
            id={`cell-${row}-${column}`}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid
            role="gridcell"
            data-cell={out ? undefined : `${row},${column}`}
            data-rest={rest}
            data-out={out || undefined}
            data-mark={mark}
            data-edited={edited[column] === '1' || undefined}
            aria-selected={column >= from && column <= to}
            aria-label={`${person.name} ${day} ${words.filter(Boolean).join(' ')}`}
            title={mark ? leaveWords[mark] : undefined}
          >
            {shift ? <span className={`wf-cell wf-shift--${shift.colour}`}>{shift.code}</span> : null}
          </td>
        )
      })}
    </tr>
  )
})
