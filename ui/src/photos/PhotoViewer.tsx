import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from '../controls/IconButton.tsx'
import { useModal } from '../overlays/useModal.ts'
import { useKitTexts } from '../texts/kit-texts.ts'
import type { ShownPhoto } from './PhotoGrid.tsx'

export interface PhotoViewerProps {
  label: string
  photos: readonly ShownPhoto[]
  /** Which photo to start at; null while it is closed. */
  openAt: number | null
  onClose: () => void
}

/** Photos on the whole screen: swipe, arrow keys or buttons move, Esc and the back gesture close. */
export function PhotoViewer({ label, photos, openAt, onClose }: PhotoViewerProps) {
  const dialog = useModal(openAt !== null)
  return (
    <dialog
      ref={dialog}
      className="aj-viewer"
      aria-label={label}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      {openAt === null ? null : <Strip photos={photos} startAt={openAt} onClose={onClose} />}
    </dialog>
  )
}

function Strip({ photos, startAt, onClose }: { photos: readonly ShownPhoto[]; startAt: number; onClose: () => void }) {
  const t = useKitTexts()
  const strip = useRef<HTMLUListElement>(null)
  const [index, setIndex] = useState(startAt)

  useEffect(() => {
    const element = strip.current
    element?.scrollTo({ left: startAt * element.clientWidth })
  }, [startAt])

  function readIndex(): void {
    const element = strip.current
    if (element) setIndex(Math.round(element.scrollLeft / Math.max(1, element.clientWidth)))
  }

  function move(step: number): void {
    const element = strip.current
    element?.scrollTo({ left: (index + step) * element.clientWidth, behavior: 'smooth' })
  }

  return (
    <>
      <div className="aj-viewer__head">
        <span aria-live="polite">{t('photoOf', { number: index + 1, count: photos.length })}</span>
        <IconButton label={t('close')} icon={<X aria-hidden="true" />} onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard, arrow keys scroll it */}
      <ul className="aj-viewer__strip" ref={strip} onScroll={readIndex} tabIndex={0}>
        {photos.map((photo, at) => (
          <li key={photo.id} className="aj-viewer__slide">
            <img src={photo.url} alt={t('photo', { number: at + 1 })} />
          </li>
        ))}
      </ul>
      {photos.length > 1 ? (
        <div className="aj-viewer__foot">
          <IconButton
            label={t('previous')}
            icon={<ChevronLeft aria-hidden="true" />}
            disabled={index === 0}
            onClick={() => move(-1)}
          />
          <IconButton
            label={t('next')}
            icon={<ChevronRight aria-hidden="true" />}
            disabled={index === photos.length - 1}
            onClick={() => move(1)}
          />
        </div>
      ) : null}
    </>
  )
}
