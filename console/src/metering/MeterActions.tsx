import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useCan } from '../session.tsx'
import { useMeter } from './meter.ts'
import { useReadingTexts } from './reading-texts.ts'
import { useMeterTexts } from './texts.ts'

const MeterForm = lazy(async () => ({ default: (await import('./MeterForm.tsx')).MeterForm }))
const ReplaceForm = lazy(async () => ({ default: (await import('./ReplaceForm.tsx')).ReplaceForm }))
const RetireForm = lazy(async () => ({ default: (await import('./RetireForm.tsx')).RetireForm }))
const EnterReadingForm = lazy(async () => ({ default: (await import('./ReadingForms.tsx')).EnterReadingForm }))
const RestoreForm = lazy(async () => ({ default: (await import('./RetireForm.tsx')).RestoreForm }))

/** What may be done to the open meter: change it, replace it, take it away, or take that back. */
export function MeterActions({ meterId, show }: { meterId: string; show: (meterId: string) => void }) {
  const t = useMeterTexts()
  const may = useCan('metering.meters.manage')
  const said = useReadingTexts()
  const mayEnter = useCan('metering.readings.enter')
  const { data } = useMeter(meterId)
  const [doing, setDoing] = useState<'enter' | 'edit' | 'replace' | 'retire' | 'restore'>()
  if (!data) return null
  const reason = may ? undefined : t('noManage')
  const close = () => setDoing(undefined)
  return (
    <div className="vh-actions">
      {data.state === 'retired' ? (
        <ReasonButton reason={reason} onClick={() => setDoing('restore')}>
          {t('restore')}
        </ReasonButton>
      ) : (
        <>
          <ReasonButton reason={mayEnter ? undefined : said('noEnter')} onClick={() => setDoing('enter')}>
            {said('enter')}
          </ReasonButton>
          <ReasonButton reason={reason} onClick={() => setDoing('retire')}>
            {t('retire')}
          </ReasonButton>
          <ReasonButton reason={reason} onClick={() => setDoing('replace')}>
            {t('replace')}
          </ReasonButton>
          <ReasonButton type="primary" reason={reason} onClick={() => setDoing('edit')}>
            {t('edit')}
          </ReasonButton>
        </>
      )}
      <Suspense fallback={null}>
        {doing === 'edit' ? (
          <MeterForm open close={close} meter={data} community={{ id: data.communityId, name: data.communityName }} />
        ) : null}
        {doing === 'enter' ? <EnterReadingForm meter={data} close={close} /> : null}
        {doing === 'replace' ? <ReplaceForm meter={data} close={close} show={show} /> : null}
        {doing === 'retire' ? <RetireForm meter={data} close={close} /> : null}
        {doing === 'restore' ? <RestoreForm meter={data} close={close} /> : null}
      </Suspense>
    </div>
  )
}
