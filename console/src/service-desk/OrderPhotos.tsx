import { ImageOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { OrderDetail } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'

const PhotoViewer = lazy(() => import('./PhotoViewer.tsx'))

type Photo = OrderDetail['photos'][number]

interface OrderPhotosProps {
  photos: readonly Photo[]
  /** Of which step, for the buttons' names: "完工". */
  what: string
}

/** Small pictures; one opens large, with arrows to the others, zoom and turning. */
export function OrderPhotos({ photos, what }: OrderPhotosProps) {
  const [openAt, setOpenAt] = useState<number | null>(null)
  const [opened, setOpened] = useState(false)
  const open = (index: number) => {
    setOpened(true)
    setOpenAt(index)
  }
  return (
    <div className="sd-photos">
      {photos.map((photo, index) => (
        <Thumbnail key={photo.id} photo={photo} what={what} number={index + 1} onOpen={() => open(index)} />
      ))}
      {opened ? (
        <Suspense fallback={null}>
          <PhotoViewer photos={photos} what={what} openAt={openAt} onMove={setOpenAt} />
        </Suspense>
      ) : null}
    </div>
  )
}

interface ThumbnailProps {
  photo: Photo
  what: string
  number: number
  onOpen: () => void
}

function Thumbnail({ photo, what, number, onOpen }: ThumbnailProps) {
  const t = useServiceDeskTexts()
  const [broken, setBroken] = useState(false)
  if (broken) {
    return (
      <span className="sd-photos__broken" role="img" aria-label={t('photo.broken')} title={t('photo.broken')}>
        <ImageOff size={18} aria-hidden />
      </span>
    )
  }
  return (
    <button type="button" onClick={onOpen} aria-label={t('photo.open', { what, number })} aria-haspopup="dialog">
      <img src={photo.thumbnailUrl ?? photo.url} alt="" loading="lazy" onError={() => setBroken(true)} />
    </button>
  )
}
