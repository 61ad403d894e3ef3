import { registry } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { renewSpaces, type SpaceDetail, useSpace } from './space.ts'
import { useSpaceTexts } from './texts.ts'

const SpaceForm = lazy(async () => ({ default: (await import('./SpaceForm.tsx')).SpaceForm }))
const LetForm = lazy(async () => ({ default: (await import('./LetForm.tsx')).LetForm }))
const ReserveForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).ReserveForm }))
const SellForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).SellForm }))

type Deed = 'edit' | 'let' | 'reserve' | 'sell'

/** What may be done with the open space; what may not says why. */
export function SpaceActions({ spaceId }: { spaceId: string }) {
  const t = useSpaceTexts()
  const may = useCan('registry.spaces.manage')
  const { data } = useSpace(spaceId)
  // An address may lead straight to the form: the fix link of a finding.
  const asked = useSearch({ strict: false }).do
  const [doing, setDoing] = useState<Deed | undefined>(asked === 'edit' && may ? 'edit' : undefined)
  if (!data) return null
  const without = may ? undefined : t('noManage')
  const close = () => setDoing(undefined)
  const keepable = data.state === 'free' || data.state === 'reserved'
  const titled = data.tenure === 'civil-defence' || data.tenure === 'public'
  const noSale = titled
    ? t('notForSale', { tenure: t(`tenure.${data.tenure}`) })
    : data.ownerId
      ? t('hasOwner')
      : undefined
  return (
    <div className="vh-actions">
      {data.state === 'reserved' ? (
        <UnreserveButton space={data} reason={without} />
      ) : (
        <ReasonButton
          size="small"
          reason={without ?? (keepable ? undefined : t('notLet', { state: t(`state.${data.state}`) }))}
          onClick={() => setDoing('reserve')}
        >
          {t('reserve')}
        </ReasonButton>
      )}
      <ReasonButton size="small" reason={without ?? noSale} onClick={() => setDoing('sell')}>
        {t('sell')}
      </ReasonButton>
      <ReasonButton size="small" reason={without} onClick={() => setDoing('edit')}>
        {t('edit')}
      </ReasonButton>
      <ReasonButton
        size="small"
        type="primary"
        reason={without ?? (data.tenure === 'public' ? t('noLet') : undefined)}
        onClick={() => setDoing('let')}
      >
        {t('let')}
      </ReasonButton>
      <Suspense fallback={null}>
        {doing === 'edit' ? <SpaceForm space={data} close={close} /> : null}
        {doing === 'let' ? <LetForm space={data} close={close} /> : null}
        {doing === 'reserve' ? <ReserveForm space={data} close={close} /> : null}
        {doing === 'sell' ? <SellForm space={data} close={close} /> : null}
      </Suspense>
    </div>
  )
}

function UnreserveButton({ space, reason }: { space: SpaceDetail; reason: string | undefined }) {
  const t = useSpaceTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      call(registry.reserveSpace, {
        params: { spaceId: space.id },
        body: { version: space.version, reservedFor: null },
      }),
    onSuccess: changed => {
      renewSpaces(changed)
      void message.success(t('reserve.freed'))
    },
    onError: error => void message.error(explain(error)),
  })
  return (
    <ReasonButton size="small" reason={reason} loading={isPending} onClick={() => mutate()}>
      {t('unreserve')}
    </ReasonButton>
  )
}
