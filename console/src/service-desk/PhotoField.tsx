import { platform } from '@anju/contract'
import { type PhotoDraft, type PhotoDrafts, type PhotoUpload, usePhotoDrafts } from '@anju/ui'
import { ImagePlus, LoaderCircle, RotateCw, X } from 'lucide-react'
import { type ChangeEvent, useEffect, useId, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { useServiceDeskTexts } from './texts.ts'
import './report.css'

/** Photos of a form: the ids of those that arrived, and how many did not yet. */
export interface Photos {
  ids: string[]
  waiting: number
  failed: number
}

export const noPhotos: Photos = { ids: [], waiting: 0, failed: 0 }

const MAX = 9

function uploadPhoto({ id, blob, signal }: PhotoUpload) {
  return call(platform.uploadFile, {
    params: { fileId: id },
    query: { name: `${id}.jpg`, purpose: 'photo' },
    file: blob,
    signal,
  })
}

interface PhotoFieldProps {
  id?: string
  value?: Photos
  onChange?: (photos: Photos) => void
  /** So many at most; nine unless said otherwise. */
  max?: number
}

/** Chooses or takes dropped pictures, makes them smaller and sends each at once. */
export function PhotoField({ id, value = noPhotos, onChange, max = MAX }: PhotoFieldProps) {
  const t = useServiceDeskTexts()
  const hint = useId()
  const drafts = usePhotoDrafts({ max, newId, upload: uploadPhoto })
  const [over, setOver] = useState(false)
  useTold(drafts, value, onChange)
  const refused = drafts.refused.unreadable + drafts.refused.tooMany
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    void drafts.add([...(event.target.files ?? [])])
    // Emptied, so that the same picture can be chosen again after it was removed.
    event.target.value = ''
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes dropped files; the button inside does the same
    <div
      className="sd-drop"
      data-over={over || undefined}
      onDragOver={event => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        void drafts.add([...event.dataTransfer.files])
      }}
    >
      <div className="sd-drafts">
        {drafts.photos.map((photo, index) => (
          <Draft key={photo.id} photo={photo} number={index + 1} drafts={drafts} />
        ))}
        {drafts.photos.length < max ? (
          <label className="sd-drafts__add">
            {drafts.reading ? (
              <LoaderCircle size={18} className="c-turning" aria-hidden />
            ) : (
              <ImagePlus size={18} aria-hidden />
            )}
            {t('report.photoAdd')}
            <input
              id={id}
              type="file"
              accept="image/*"
              multiple
              disabled={drafts.reading}
              aria-describedby={hint}
              onChange={choose}
            />
          </label>
        ) : null}
      </div>
      <p className="sd-drop__hint" id={hint}>
        {refused > 0 ? (
          <span className="sd-drop__refused" role="alert">
            {t('report.photoRefused', { count: refused })}
          </span>
        ) : (
          t('report.photoHint', { count: max })
        )}
      </p>
    </div>
  )
}

/** Tells the form what arrived. A draft that came back names photos that this page no longer holds: they are let go. */
function useTold(drafts: PhotoDrafts, value: Photos, onChange: PhotoFieldProps['onChange']) {
  const failed = drafts.photos.filter(photo => photo.state === 'failed').length
  const now: Photos = {
    ids: [...drafts.uploadedIds],
    waiting: drafts.photos.length - drafts.uploadedIds.length - failed,
    failed,
  }
  const differs = JSON.stringify(now) !== JSON.stringify(value)
  useEffect(() => {
    if (differs) onChange?.(now)
  })
}

function Draft({ photo, number, drafts }: { photo: PhotoDraft; number: number; drafts: PhotoDrafts }) {
  const t = useServiceDeskTexts()
  return (
    <div className="sd-draft" data-state={photo.state}>
      <img src={photo.previewUrl} alt="" />
      {photo.state === 'uploading' || photo.state === 'waiting' ? (
        <span className="sd-draft__cover" role="status" aria-label={t('report.photoUploading', { number })}>
          <LoaderCircle size={18} className="c-turning" aria-hidden />
        </span>
      ) : null}
      {photo.state === 'failed' ? (
        <button
          type="button"
          className="sd-draft__cover sd-draft__cover--failed"
          aria-label={t('report.photoRetry', { number })}
          title={t('report.photoRetry', { number })}
          onClick={() => drafts.retry(photo.id)}
        >
          <RotateCw size={18} aria-hidden />
        </button>
      ) : null}
      <button
        type="button"
        className="sd-draft__remove"
        aria-label={t('report.photoRemove', { number })}
        title={t('report.photoRemove', { number })}
        onClick={() => drafts.remove(photo.id)}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  )
}
