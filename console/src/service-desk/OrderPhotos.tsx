import { Image } from 'antd'
import { ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OrderDetail } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'

type Photo = OrderDetail['photos'][number]

interface OrderPhotosProps {
  photos: readonly Photo[]
  /** Of which step, for the buttons' names: "完工". */
  what: string
}

/** Small pictures; one opens large, with arrows to the others, zoom and turning. */
export function OrderPhotos({ photos, what }: OrderPhotosProps) {
  const [openAt, setOpenAt] = useState<number | null>(null)
  useOwnKeys(openAt !== null)
  return (
    <div className="sd-photos">
      {photos.map((photo, index) => (
        <Thumbnail key={photo.id} photo={photo} what={what} number={index + 1} onOpen={() => setOpenAt(index)} />
      ))}
      <Image.PreviewGroup
        items={photos.map(({ url }) => url)}
        preview={{
          open: openAt !== null,
          current: openAt ?? 0,
          onChange: setOpenAt,
          onOpenChange: open => setOpenAt(open ? 0 : null),
        }}
      />
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

/** While a picture is large, arrows and Escape are its own: the drawer below, which hears them too, sees them as taken. */
function useOwnKeys(on: boolean) {
  useEffect(() => {
    if (!on) return
    const take = (event: KeyboardEvent) => {
      if (['Escape', 'ArrowUp', 'ArrowDown'].includes(event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', take, { capture: true })
    return () => window.removeEventListener('keydown', take, { capture: true })
  }, [on])
}
