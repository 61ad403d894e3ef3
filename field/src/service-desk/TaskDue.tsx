import { useBrowserNow } from '@anju/ui'
import { Clock, TimerOff } from 'lucide-react'
import { dueOf, type Task } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'

/** How long there is for what is next, or by how much it is late. Nothing once the work is done. */
export function TaskDue({ task }: { task: Task }) {
  const t = useServiceDeskTexts()
  const due = dueOf(task, useBrowserNow())
  if (!due) return null
  const { days, hours, minutes, late } = due
  const side = late ? 'late' : 'left'
  return (
    <span className={late ? 'fi-due fi-due--late' : 'fi-due'}>
      {late ? <TimerOff aria-hidden="true" /> : <Clock aria-hidden="true" />}
      {days > 0 ? t(`${side}.days`, { days, hours }) : null}
      {days === 0 && hours > 0 ? t(`${side}.hours`, { hours, minutes }) : null}
      {days === 0 && hours === 0 ? t(`${side}.minutes`, { minutes }) : null}
    </span>
  )
}
