import { Image } from 'antd'
import { useEffect } from 'react'
import type { OrderDetail } from './order.ts'
import { useServiceDeskTexts } from './texts.ts'

interface PhotoViewerProps {
  photos: readonly OrderDetail['photos'][number][]
  what: string
  /** Which picture is shown; null while it is closed. */
  openAt: number | null
  onMove: (index: number | null) => void
}

/** Pictures on the whole screen: arrows, zoom, turning; Esc closes. */
export default function PhotoViewer({ photos, what, openAt, onMove }: PhotoViewerProps) {
  const t = useServiceDeskTexts()
  useOwnKeys(openAt !== null)
  return (
    <Image.PreviewGroup
      items={photos.map(({ url }) => url)}
      preview={{
        rootClassName: 'sd-viewer',
        open: openAt !== null,
        current: openAt ?? 0,
        alt: t('photo.one', { what, number: (openAt ?? 0) + 1 }),
        onChange: onMove,
        onOpenChange: open => onMove(open ? 0 : null),
      }}
    />
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
