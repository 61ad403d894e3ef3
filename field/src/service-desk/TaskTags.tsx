import { StatusTag } from '@anju/ui'
import { CloudUpload, Siren } from 'lucide-react'
import { STATE_TONES, type Task, type TaskNow } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'

/** How far a task is, what is special about it, and whether the office knows. */
export function TaskTags({ now: { task, waiting, refused } }: { now: TaskNow<Task> }) {
  const t = useServiceDeskTexts()
  return (
    <>
      <StatusTag tone={STATE_TONES[task.state]}>{t(`state.${task.state}`)}</StatusTag>
      {task.urgency === 'urgent' ? (
        <StatusTag tone="danger" icon={<Siren aria-hidden="true" />}>
          {t('urgent')}
        </StatusTag>
      ) : null}
      {task.round > 1 ? <StatusTag tone="warning">{t('round', { count: task.round - 1 })}</StatusTag> : null}
      {refused ? <StatusTag tone="danger">{t('refused')}</StatusTag> : null}
      {waiting && !refused ? (
        <StatusTag tone="warning" icon={<CloudUpload aria-hidden="true" />}>
          {t('waiting')}
        </StatusTag>
      ) : null}
    </>
  )
}
