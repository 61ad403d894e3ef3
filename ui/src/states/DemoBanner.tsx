import { Sprout } from 'lucide-react'
import { useDemoGrowing } from '../browser/demo-growing.ts'
import type { EventStream } from '../browser/event-stream.ts'
import { useKitTexts } from '../texts/kit-texts.ts'
import { useOnline } from './OfflineBanner.tsx'

/** Says at the top that the demo is being made still: look around, nothing can be done before it is complete. */
export function DemoBanner({ stream }: { stream: EventStream }) {
  const t = useKitTexts()
  const growing = useDemoGrowing(stream)
  // Without a network nobody knows how far it is, and the banner of that stands here.
  const online = useOnline()
  return (
    <div role="status">
      {growing && online ? (
        <div className="aj-banner">
          <Sprout aria-hidden="true" />
          {t('demoGrowing')}
        </div>
      ) : null}
    </div>
  )
}
