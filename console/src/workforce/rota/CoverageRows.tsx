import type { RotaEdits } from './RotaBoard.tsx'
import { coverageOf, type Rota, type Shift } from './rota.ts'
import { useRotaTexts } from './texts.ts'

/** Below the grid: planned against needed, for each shift that has a need. */
export function CoverageRows({ rota, shifts, work }: { rota: Rota; shifts: Shift[]; work: RotaEdits }) {
  const t = useRotaTexts()
  const rows = coverageOf(rota, work.shown)
  if (rows.length === 0) return null
  return (
    <tfoot>
      {rows.map(({ shiftId, days }) => (
        <tr key={shiftId}>
          <th scope="row" className="wf-grid__name">
            {t('coverage', { shift: shifts.find(shift => shift.id === shiftId)?.code ?? '' })}
          </th>
          {days.map(({ planned, needed }, place) => (
            <td key={rota.days[place]?.day} data-short={planned < needed || undefined}>
              {planned}/{needed}
            </td>
          ))}
        </tr>
      ))}
    </tfoot>
  )
}
