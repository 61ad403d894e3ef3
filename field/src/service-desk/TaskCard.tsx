import { StatusTag, useBrowserNow } from '@anju/ui'
import { Clock, Siren, TimerOff } from 'lucide-react'
import { dueOf, STATE_TONES, type Task } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'

/** One task: where in bold, what, how far, and how long there is. */
export function TaskCard({ task }: { task: Task }) {
  const t = useServiceDeskTexts()
  return (
    <li className="fi-task">
      <div className="fi-task__head">
        <h2 className="fi-task__place">{task.place}</h2>
        <StatusTag tone={STATE_TONES[task.state]}>{t(`state.${task.state}`)}</StatusTag>
      </div>
      <p className="fi-task__what">{task.description}</p>
      <div className="fi-task__foot">
        <span className="fi-task__category">{t(`category.${task.category}`)}</span>
        {task.urgency === 'urgent' ? (
          <StatusTag tone="danger" icon={<Siren aria-hidden="true" />}>
            {t('urgent')}
          </StatusTag>
        ) : null}
        {task.round > 1 ? <StatusTag tone="warning">{t('round', { count: task.round - 1 })}</StatusTag> : null}
        <TaskDue task={task} />
      </div>
    </li>
  )
}

function TaskDue({ task }: { task: Task }) {
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
