import { daysOf, monthSpan, weekdayOf } from '../days.ts'
import type { Day, Row, Sheet } from './SheetPanel.tsx'
import { useTimeTexts } from './texts.ts'

const SUMS = ['worked', 'hours', 'late', 'early', 'missing', 'absent', 'leave'] as const

function sumOf({ sums }: Row, key: (typeof SUMS)[number]): string | number {
  const values = {
    worked: `${sums.workedDays}/${sums.plannedDays}`,
    hours: Math.round(sums.workedMinutes / 6) / 10,
    late: sums.lateCount,
    early: sums.earlyCount,
    missing: sums.missingCount,
    absent: sums.absentDays,
    leave: sums.leaveHalfDays / 2,
  }
  return values[key]
}

/** Staff × days in short words; a day opens what was clocked. */
export function SheetTable({ sheet, open }: { sheet: Sheet; open: (row: Row, day: Day) => void }) {
  const t = useTimeTexts()
  const days = daysOf(monthSpan(sheet.month))
  return (
    <div className="wf-grid wf-sheet">
      <table aria-label={t('attendance')}>
        <thead>
          <tr>
            <th scope="col" className="wf-grid__name">
              {t('employee')}
            </th>
            {SUMS.map(key => (
              <th key={key} scope="col" className="wf-sheet__sum">
                {t(key)}
              </th>
            ))}
            {days.map(day => (
              <th key={day} scope="col" data-rest={[0, 6].includes(weekdayOf(day))}>
                {Number(day.slice(8))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map(row => (
            <tr key={row.employeeId}>
              <th scope="row" className="wf-grid__name">
                {row.name}
                <small>{row.postName}</small>
              </th>
              {SUMS.map(key => (
                <td key={key} className="wf-sheet__sum">
                  {sumOf(row, key)}
                </td>
              ))}
              {days.map(day => (
                <Cell key={day} row={row} day={row.days.find(one => one.day === day)} open={open} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ row, day, open }: { row: Row; day: Day | undefined; open: (row: Row, day: Day) => void }) {
  const t = useTimeTexts()
  if (!day) return <td data-out />
  const words = [t(`state.${day.state}`), ...day.marks.map(mark => t(`mark.${mark}`))].join(' · ')
  return (
    <td data-state={day.state} data-marked={day.marks.length > 0 || undefined}>
      <button type="button" title={words} aria-label={`${row.name} ${day.day} ${words}`} onClick={() => open(row, day)}>
        {t(`short.${day.state}`)}
      </button>
    </td>
  )
}
