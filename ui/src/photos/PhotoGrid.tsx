import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import { useKitTexts } from '../texts/kit-texts.ts'
import { PhotoViewer } from './PhotoViewer.tsx'

export interface ShownPhoto {
  id: string
  /** Address of the whole picture. */
  url: string
  /** A small picture for the grid; the whole one where there is none. */
  thumbnailUrl?: string | null
}

/** Photos side by side; a tap opens them large. */
export function PhotoGrid({ label, photos }: { label: string; photos: readonly ShownPhoto[] }) {
  const [openAt, setOpenAt] = useState<number | null>(null)
  return (
    <>
      <ul className="aj-photos" aria-label={label}>
        {photos.map((photo, index) => (
          <li key={photo.id} className="aj-photo">
            <Thumbnail photo={photo} number={index + 1} onOpen={() => setOpenAt(index)} />
          </li>
        ))}
      </ul>
      <PhotoViewer label={label} photos={photos} openAt={openAt} onClose={() => setOpenAt(null)} />
    </>
  )
}

function Thumbnail({ photo, number, onOpen }: { photo: ShownPhoto; number: number; onOpen: () => void }) {
  const t = useKitTexts()
  const [broken, setBroken] = useState(false)
  if (broken) {
    return (
      <span className="aj-photo__broken" role="img" aria-label={t('photoBroken')}>
        <ImageOff aria-hidden="true" />
      </span>
    )
  }
  return (
    <button type="button" className="aj-photo__open" aria-label={t('viewPhoto', { number })} onClick={onOpen}>
      <img
        className="aj-photo__image"
        src={photo.thumbnailUrl ?? photo.url}
        alt=""
        loading="lazy"
        onError={() => setBroken(true)}
      />
    </button>
  )
}
