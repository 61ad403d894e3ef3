import { Button, Notice, type PhotoDrafts, useRefusalText } from '@anju/ui'
import { usePhotoTexts } from './texts.ts'

interface SubmitBarProps {
  /** The id of the form that is submitted. */
  form: string
  label: string
  sending: { photos: PhotoDrafts; send: { error: Error | null; isPending: boolean } }
}

/** The foot of a page whose form goes with photos: it waits for them, and tells why it was refused. */
export function SubmitBar({ form, label, sending: { photos, send } }: SubmitBarProps) {
  const t = usePhotoTexts()
  const explain = useRefusalText()
  const failed = photos.photos.some(photo => photo.state === 'failed')
  const wait = photos.busy ? t('arriving') : failed ? t('failed') : null
  return (
    <div className="aj-action-bar__main">
      {send.error ? (
        <Notice tone="danger" announce>
          {explain(send.error)}
        </Notice>
      ) : null}
      <Button type="submit" form={form} wide loading={send.isPending} disabledReason={wait}>
        {label}
      </Button>
    </div>
  )
}
