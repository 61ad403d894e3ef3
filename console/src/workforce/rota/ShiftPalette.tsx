import { Eraser } from 'lucide-react'
import type { Shift } from './rota.ts'
import { useRotaTexts } from './texts.ts'

/** Under this a dragged shift travels to the cell; empty clears. */
export const DRAGGED = 'application/x-anju-shift'

/** The shifts, to drag onto cells; the number is the key that sets the selected cells. */
export function ShiftPalette({ shifts, disabled }: { shifts: Shift[]; disabled: boolean }) {
  const t = useRotaTexts()
  const drag = (shiftId: string) => (event: React.DragEvent) => {
    event.dataTransfer.setData(DRAGGED, shiftId)
    event.dataTransfer.effectAllowed = 'copy'
  }
  return (
    <ul className="wf-palette" aria-label={t('palette')}>
      {shifts.slice(0, 9).map((shift, place) => (
        <li key={shift.id} draggable={!disabled} onDragStart={drag(shift.id)} className={`wf-shift--${shift.colour}`}>
          <kbd>{place + 1}</kbd>
          <b>{shift.code}</b>
          <span>{shift.name}</span>
          <small>
            {shift.startsAt}–{shift.endsAt}
            {shift.overnight ? `(${t('shift.nextDay')})` : ''}
          </small>
        </li>
      ))}
      <li draggable={!disabled} onDragStart={drag('')} title={t('eraseTitle')}>
        <kbd>0</kbd>
        <Eraser size={14} aria-hidden />
        <span>{t('eraseTitle')}</span>
      </li>
    </ul>
  )
}
