import { useToast } from '@anju/ui'
import { post } from '../outbox/outbox.ts'
import type { EntryContent, EntryDraft } from '../outbox/outbox-entry.ts'
import type { Step, Task } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'

/** What a step is made of: its photos first, the step itself last. */
type StepContents = [...EntryContent[], EntryContent & { kind: Step }]

/**
 * Does a step of a task: kept on the phone, then sent. Answers as soon as it is kept, false where the phone could not. How
 * it goes on is told by a toast, or on the pages where it must be read.
 */
export function useStep(): (task: Task, ...contents: StepContents) => Promise<boolean> {
  const t = useServiceDeskTexts()
  const toast = useToast()
  return async (task, ...contents) => {
    const drafts = contents.map((content): EntryDraft => ({ ...content, orderId: task.id, place: task.place }))
    const step = contents.at(-1)?.kind as Step
    try {
      const { delivery } = await post(drafts)
      void delivery.then(how => {
        if (how === 'sent') toast(t(`sent.${step}`))
        if (how === 'waiting') toast(t('kept'), 'info')
      })
      return true
    } catch {
      toast(t('notKept'), 'danger')
      return false
    }
  }
}
