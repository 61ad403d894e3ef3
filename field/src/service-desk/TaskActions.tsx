import { Button, ButtonLink } from '@anju/ui'
import { useState } from 'react'
import { Link, navigate } from '../navigation.ts'
import { DeclineSheet } from './DeclineSheet.tsx'
import type { Task, TaskNow } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'
import { useStep } from './useStep.ts'

/** Whether the next step is this person’s; not while a refused one must be looked at first. */
export function hasAction({ task, refused }: TaskNow<Task>): boolean {
  return !refused && (task.state === 'assigned' || task.state === 'working')
}

/** The one big thing that is next, under the thumb; 退单 beside 接单. */
export function TaskActions({ task }: { task: Task }) {
  return task.state === 'assigned' ? <Answer task={task} /> : <ToFinish task={task} />
}

function Answer({ task }: { task: Task }) {
  const t = useServiceDeskTexts()
  const doStep = useStep()
  const [declining, setDeclining] = useState(false)

  async function decline(reason: string): Promise<void> {
    const kept = await doStep(task, { kind: 'decline', body: { reason }, photo: null })
    if (kept) navigate({ to: '/', replace: true })
  }

  return (
    <div className="fi-actions">
      <Button look="secondary" onClick={() => setDeclining(true)}>
        {t('decline')}
      </Button>
      <Button wide onClick={() => void doStep(task, { kind: 'accept', body: null, photo: null })}>
        {t('accept')}
      </Button>
      <DeclineSheet open={declining} onClose={() => setDeclining(false)} onDecline={reason => void decline(reason)} />
    </div>
  )
}

function ToFinish({ task }: { task: Task }) {
  const t = useServiceDeskTexts()
  return (
    <ButtonLink wide render={link => <Link to="/tasks/$orderId/finish" params={{ orderId: task.id }} {...link} />}>
      {t('finish')}
    </ButtonLink>
  )
}
