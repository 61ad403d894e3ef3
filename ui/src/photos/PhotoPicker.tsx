import { Camera, CircleCheck, ImagePlus, RotateCw, X } from 'lucide-react'
import { type ChangeEvent, type ReactNode, useId } from 'react'
import { Spinner } from '../controls/Spinner.tsx'
import { FieldError, type FieldFrame } from '../fields/Field.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'
import type { PhotoDraft, PhotoDrafts } from './usePhotoDrafts.ts'

export interface PhotoPickerProps extends FieldFrame {
  /** From usePhotoDrafts. */
  drafts: PhotoDrafts
  /** Offers the camera as a tile of its own, beside the album. */
  camera?: boolean
}

/** Chooses photos: camera or album, several at once, each with its preview, progress and a way to remove it. */
export function PhotoPicker({ label, hint, error, optional, drafts, camera = false }: PhotoPickerProps) {
  const t = useKitTexts()
  const id = useId()
  const left = drafts.max - drafts.photos.length
  return (
    <fieldset className="aj-choices" aria-describedby={`${id}-hint ${id}-error`}>
      <legend className="aj-choices__legend">
        {label} {optional ? <span className="aj-field__optional">{t('optional')}</span> : null}
      </legend>
      <div className="aj-photos">
        {drafts.photos.map((photo, index) => (
          <Draft key={photo.id} photo={photo} number={index + 1} drafts={drafts} />
        ))}
        {left > 0 && camera ? (
          <AddTile word={t('takePhoto')} icon={<Camera aria-hidden="true" />} drafts={drafts} capture />
        ) : null}
        {left > 0 ? <AddTile word={t('addPhoto')} icon={<ImagePlus aria-hidden="true" />} drafts={drafts} /> : null}
      </div>
      <div className="aj-field__hint" id={`${id}-hint`}>
        {hint ?? t('photosLeft', { count: left })}
      </div>
      <FieldError id={`${id}-error`} error={error || refusal(t, drafts)} />
    </fieldset>
  )
}

function refusal(t: ReturnType<typeof useKitTexts>, { refused, max }: PhotoDrafts): string | null {
  if (refused.unreadable > 0) return t('photoUnreadable', { count: refused.unreadable })
  if (refused.tooMany > 0) return t('photosTooMany', { max })
  return null
}

interface AddTileProps {
  word: string
  icon: ReactNode
  drafts: PhotoDrafts
  capture?: boolean
}

function AddTile({ word, icon, drafts, capture }: AddTileProps) {
  function choose(event: ChangeEvent<HTMLInputElement>): void {
    void drafts.add([...(event.target.files ?? [])])
    // Emptied, so that the same picture can be chosen again after it was removed.
    event.target.value = ''
  }

  return (
    <label className="aj-photo-add">
      {drafts.reading ? <Spinner /> : icon}
      {word}
      <input
        type="file"
        accept="image/*"
        multiple={!capture}
        capture={capture ? 'environment' : undefined}
        disabled={drafts.reading}
        onChange={choose}
      />
    </label>
  )
}

function Draft({ photo, number, drafts }: { photo: PhotoDraft; number: number; drafts: PhotoDrafts }) {
  const t = useKitTexts()
  return (
    <div className="aj-photo">
      <img className="aj-photo__image" src={photo.previewUrl} alt={t('photo', { number })} />
      <DraftProgress photo={photo} onRetry={() => drafts.retry(photo.id)} />
      <button
        type="button"
        className="aj-photo__remove"
        aria-label={t('removePhoto', { number })}
        onClick={() => drafts.remove(photo.id)}
      >
        <span>
          <X aria-hidden="true" />
        </span>
      </button>
    </div>
  )
}

function DraftProgress({ photo, onRetry }: { photo: PhotoDraft; onRetry: () => void }) {
  const t = useKitTexts()
  if (photo.state === 'uploading') {
    const percent = Math.round(photo.progress * 100)
    return (
      <div
        className="aj-photo__progress"
        role="progressbar"
        aria-label={t('uploading')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        {percent}%
      </div>
    )
  }
  if (photo.state === 'failed') {
    return (
      <button type="button" className="aj-photo__progress aj-photo__progress--failed" onClick={onRetry}>
        <RotateCw aria-hidden="true" />
        <span className="aj-hidden">{t('retryPhoto')}</span>
      </button>
    )
  }
  return photo.state === 'uploaded' ? <CircleCheck className="aj-photo__arrived" aria-hidden="true" /> : null
}
