import { Button, ButtonLink, Card, EmptyState, Loaded, Page, PhotoPicker, Stack, TextAreaField, usePhotoDrafts } from '@anju/ui'
import { Link, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { ClipboardX } from 'lucide-react'
import { type SubmitEvent, useId, useState } from 'react'
import { v7 as newId } from 'uuid'
import type { EntryContent } from '../outbox/outbox-entry.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { forgetNote, rememberedNote, rememberNote } from './finish-note.ts'
import type { Task } from './task.ts'
import { useServiceDeskTexts } from './texts.ts'
import { useStep } from './useStep.ts'
import { useTask } from './useTask.ts'

/** The contract's limits of finishOrder. */
const MOST_PHOTOS = 9
const LONGEST_NOTE = 500

/** The work is done: what was done, with photos from the camera. It is kept on the phone and sent from there. */
export function FinishPage() {
  const t = useServiceDeskTexts()
  const { orderId } = useParams({ from: '/signed-in/tasks/$orderId/finish' })
  const back = useBack(`/tasks/${orderId}`)
  const { detail, now } = useTask(orderId)
  const formId = useId()
  const [reading, setReading] = useState(false)
  const canFinish = now?.task.state === 'working' && !now.refused
  return (
    <Page
      title={t('finishTitle')}
      onBack={back}
      action={<NetworkState />}
      foot={
        canFinish ? (
          <Button type="submit" form={formId} wide loading={reading}>
            {t('finishSubmit')}
          </Button>
        ) : undefined
      }
    >
      <Loaded query={{ ...detail, data: now }}>
        {({ task }) =>
          canFinish ? <FinishForm id={formId} task={task} onReading={setReading} /> : <NotNow orderId={orderId} />
        }
      </Loaded>
    </Page>
  )
}

interface FinishFormProps {
  id: string
  task: Task
  /** Told while photos are being made smaller: sending must wait for them. */
  onReading: (reading: boolean) => void
}

function FinishForm({ id, task, onReading }: FinishFormProps) {
  const t = useServiceDeskTexts()
  const leave = useLeave(task.id)
  const doStep = useStep()
  const drafts = usePhotoDrafts({ max: MOST_PHOTOS, newId })
  const [note, setNote] = useState(() => rememberedNote(task.id))
  const [tried, setTried] = useState(false)

  function write(next: string): void {
    setNote(next)
    rememberNote(task.id, next)
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (!note.trim() || drafts.reading) return
    const photos = drafts.photos.map(
      ({ id: fileId, blob }): EntryContent => ({ kind: 'photo', body: { fileId }, photo: blob }),
    )
    const photoIds = drafts.photos.map(photo => photo.id)
    doStep(task, ...photos, { kind: 'finish', body: { note: note.trim(), photoIds }, photo: null })
    forgetNote(task.id)
    leave()
  }
}
