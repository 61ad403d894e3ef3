import { registry } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { useVehicleTexts } from './texts.ts'
import { renewVehicles, useVehicle, type VehicleDetail } from './vehicle.ts'

const VehicleForm = lazy(async () => ({ default: (await import('./VehicleForm.tsx')).VehicleForm }))
const ReasonForm = lazy(async () => ({ default: (await import('./ReasonForm.tsx')).ReasonForm }))

/** What may be done to the open vehicle: change, remove, restore. */
export function VehicleActions({ vehicleId }: { vehicleId: string }) {
  const t = useVehicleTexts()
  const may = useCan('registry.vehicles.manage')
  const { data } = useVehicle(vehicleId)
  // An address may lead straight to the form: the fix link of a finding.
  const asked = useSearch({ strict: false }).do
  const [doing, setDoing] = useState<'edit' | 'remove' | undefined>(asked === 'edit' && may ? 'edit' : undefined)
  if (!data) return null
  const reason = may ? undefined : t('noManage')
  const close = () => setDoing(undefined)
  return (
    <div className="vh-actions">
      {data.state === 'active' ? (
        <>
          <ReasonButton reason={reason} onClick={() => setDoing('remove')}>
            {t('remove')}
          </ReasonButton>
          <ReasonButton type="primary" reason={reason} onClick={() => setDoing('edit')}>
            {t('edit')}
          </ReasonButton>
        </>
      ) : (
        <RestoreButton vehicle={data} reason={reason} />
      )}
      <Suspense fallback={null}>
        {doing === 'edit' && data.state === 'active' ? (
          <VehicleForm
            open
            close={close}
            vehicle={data}
            community={{ id: data.communityId, name: data.communityName }}
          />
        ) : null}
        {doing === 'remove' ? <RemoveForm vehicle={data} close={close} /> : null}
      </Suspense>
    </div>
  )
}

function RestoreButton({ vehicle, reason }: { vehicle: VehicleDetail; reason: string | undefined }) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const explain = useRefusalText()
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      call(registry.restoreVehicle, { params: { vehicleId: vehicle.id }, body: { version: vehicle.version } }),
    onSuccess: changed => {
      renewVehicles(changed)
      void message.success(t('restore.done', { plate: registry.plateText(changed.plate) }))
    },
    onError: error => void message.error(explain(error)),
  })
  return (
    <ReasonButton reason={reason} loading={isPending} onClick={() => mutate()}>
      {t('restore')}
    </ReasonButton>
  )
}

function RemoveForm({ vehicle, close }: { vehicle: VehicleDetail; close: () => void }) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const plate = registry.plateText(vehicle.plate)
  return (
    <ReasonForm
      open
      close={close}
      title={t('remove.title', { plate })}
      text={t('remove.text')}
      submitText={t('remove.submit', { plate })}
      submit={(reason, idempotencyKey) =>
        call(registry.removeVehicle, {
          params: { vehicleId: vehicle.id },
          body: { reason, version: vehicle.version },
          idempotencyKey,
        })
      }
      onDone={changed => {
        renewVehicles(changed as VehicleDetail)
        void message.success(t('remove.done', { plate }))
      }}
    />
  )
}
