import { HandCoins } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { useRequestTexts } from './texts.ts'

const WaiverForm = lazy(async () => ({ default: (await import('./WaiverForm.tsx')).WaiverForm }))

export interface AskWaiverProps {
  premisesId: string
  /** What the household is called in the title. */
  place: string
  /** The bills that are chosen; none: nothing is owed. */
  billIds: readonly string[]
  size?: 'small' | 'middle'
}

/** Asks to waive or write off what chosen bills owe. Drawn in one line wherever bills of a household are. */
export function AskWaiver({ premisesId, place, billIds, size = 'small' }: AskWaiverProps) {
  const t = useRequestTexts()
  const gate = useGate('billing.waivers.request')
  const [open, setOpen] = useState(false)
  const [asked, setAsked] = useState(false)
  return (
    <>
      <GatedButton
        size={size}
        icon={<HandCoins size={14} aria-hidden />}
        reason={gate ?? (billIds.length === 0 ? t('waiver.none') : null)}
        onClick={() => {
          setAsked(true)
          setOpen(true)
        }}
      >
        {t('askWaiver')}
      </GatedButton>
      {asked ? (
        <Suspense fallback={null}>
          <WaiverForm
            premisesId={premisesId}
            place={place}
            billIds={[...billIds]}
            open={open}
            close={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
