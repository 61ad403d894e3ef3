import { Button, Page, PhotoPicker, Stack, TextAreaField, usePhotoDrafts } from '@anju/ui'
import { type SubmitEvent, useId, useState } from 'react'
import { v7 as newId } from 'uuid'
import type { EntryContent } from '../outbox/outbox-entry.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { forgetNote, rememberedNote, rememberNote } from './finish-note.ts'
import type { Task } from './task.ts'
import { useTaskTexts } from './task-texts.ts'
import { useStep } from './useStep.ts'

/** The contract's limits of finishOrder. */
const MOST_PHOTOS = 9
const LONGEST_NOTE = 500

export interface FinishReportProps {
  task: Task
  onBack: () => void
  /** Told when the report is being kept, and when that failed. */
  onLeaving: (leaving: boolean) => void
}

/** What was done, with photos from the camera. It is kept on the phone and sent from there, with or without a network. */
export function FinishReport({ task, onBack, onLeaving }: FinishReportProps) {
  const t = useTaskTexts()
  const formId = useId()
  const doStep = useStep()
  const drafts = usePhotoDrafts({ max: MOST_PHOTOS, newId })
  const [note, setNote] = useState(() => rememberedNote(task.id))
  const [tried, setTried] = useState(false)
  const [keeping, setKeeping] = useState(false)

  function write(next: string): void {
    setNote(next)
    rememberNote(task.id, next)
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    setTried(true)
    if (!note.trim()) return
    setKeeping(true)
    onLeaving(true)
    const photos = drafts.photos.map(
      ({ id: fileId, blob }): EntryContent => ({ kind: 'photo', body: { fileId }, photo: blob }),
    )
    const photoIds = drafts.photos.map(photo => photo.id)
    const kept = await doStep(task, ...photos, { kind: 'finish', body: { note: note.trim(), photoIds }, photo: null })
    if (kept) {
      forgetNote(task.id)
      onBack()
    } else {
      setKeeping(false)
      onLeaving(false)
    }
  }

  return (
    <Page
      title={t('finishTitle')}
      onBack={onBack}
      action={<NetworkState />}
      foot={
        <Button type="submit" form={formId} wide loading={keeping || drafts.reading}>
          {t('finishSubmit')}
        </Button>
      }
    >
      <h2 className="fi-place">{task.place}</h2>
      <form id={formId} onSubmit={event => void submit(event)} noValidate>
        <Stack gap="wide">
          <TextAreaField
            label={t('finishNote')}
            hint={t('finishNoteHint')}
            value={note}
            onChange={write}
            maxLength={LONGEST_NOTE}
            rows={3}
            error={tried && !note.trim() && t('finishNoteMissing')}
          />
          <PhotoPicker label={t('finishPhotos')} optional camera drafts={drafts} />
        </Stack>
      </form>
    </Page>
  )
}
