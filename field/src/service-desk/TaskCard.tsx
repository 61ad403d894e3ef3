import { Button, ButtonLink } from '@anju/ui'
import { Link } from '../navigation.ts'
import { TaskDue } from './TaskDue.tsx'
import { TaskTags } from './TaskTags.tsx'
import type { Task, TaskNow } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'
import { useStep } from './useStep.ts'

/** One task: where in bold, what, how far, how long there is, and the one thing that is next. The whole card opens it. */
export function TaskCard({ now }: { now: TaskNow<Task> }) {
  const t = useServiceDeskTexts()
  const { task } = now
  return (
    <li className="fi-task">
      <div className="fi-task__head">
        <h2 className="fi-task__place">
          <Link to="/tasks/$orderId" params={{ orderId: task.id }} className="fi-task__open">
            {task.place}
          </Link>
        </h2>
        <TaskDue task={task} />
      </div>
      <p className="fi-task__what">{task.description}</p>
      <div className="fi-task__foot">
        <span className="fi-task__category">{t(`category.${task.category}`)}</span>
        <TaskTags now={now} />
      </div>
      <NextAction now={now} />
    </li>
  )
}

/** 接单 or 完工; nothing where the next word is somebody else's. */
function NextAction({ now: { task, refused } }: { now: TaskNow<Task> }) {
  const t = useServiceDeskTexts()
  const doStep = useStep()
  if (refused) return null
  if (task.state === 'assigned') {
    return (
      <div className="fi-task__action">
        <Button wide onClick={() => void doStep(task, { kind: 'accept', body: null, photo: null })}>
          {t('accept')}
        </Button>
      </div>
    )
  }
  if (task.state !== 'working') return null
  return (
    <div className="fi-task__action">
      <ButtonLink wide render={link => <Link to="/tasks/$orderId/finish" params={{ orderId: task.id }} {...link} />}>
        {t('finish')}
      </ButtonLink>
    </div>
  )
}
