import { useToast } from '@anju/ui'
import { post } from '../outbox/outbox.ts'
import type { EntryContent, EntryDraft } from '../outbox/outbox-entry.ts'
import type { Step, Task } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'

/**
 * Does a step of a task: kept on the phone, then sent. Answers true once it is kept; what becomes of it is told by a toast,
 * or on the page where it must be read.
 */
export function useStep(): (task: Task, ...contents: EntryContent[]) => boolean {
  const t = useServiceDeskTexts()
  const toast = useToast()
  return (task, ...contents) => {
    const drafts = contents.map((content): EntryDraft => ({ ...content, orderId: task.id, place: task.place }))
    const step = contents.at(-1)?.kind as Step
    post(drafts).then(
      delivery => {
        if (delivery === 'sent') toast(t(`sent.${step}`))
        if (delivery === 'waiting') toast(t('kept'), 'info')
      },
      () => toast(t('notKept'), 'danger'),
    )
    return true
  }
}
