import { registry } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { PlateTag } from './PlateTag.tsx'
import { useVehicleTexts } from './texts.ts'
import { renewVehicles, type VehicleDetail } from './vehicle.ts'

const ReplacementPlateForm = lazy(async () => ({
  default: (await import('./ReplacementPlateForm.tsx')).ReplacementPlateForm,
}))

/** Plates that hold for a while instead of the vehicle's own. */
export function ReplacementPlates({ vehicle }: { vehicle: VehicleDetail }) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const may = useCan('registry.vehicles.manage')
  const [adding, setAdding] = useState(false)
  const reason = may ? (vehicle.state === 'removed' ? t('state.removed') : undefined) : t('noManage')
  const ending = useMutation({
    mutationFn: (replacementPlateId: string) =>
      call(registry.endReplacementPlate, { params: { vehicleId: vehicle.id, replacementPlateId } }),
    onSuccess: changed => {
      renewVehicles(changed)
      void message.success(t('plate.endDone'))
    },
  })
  return (
    <section>
      <div className="vh-head">
        <span />
        <ReasonButton icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setAdding(true)}>
          {t('plate.new')}
        </ReasonButton>
      </div>
      <FailureAlert error={ending.error} />
      {vehicle.replacementPlates.length === 0 ? (
        <p className="rg-none">{t('plate.none')}</p>
      ) : (
        <table className="rg-table" aria-label={t('tab.plates')}>
          <thead>
            <tr>
              <th scope="col">{t('field.plate')}</th>
              <th scope="col">{t('field.days')}</th>
              <th scope="col">{t('field.reason')}</th>
              <th scope="col">
                <span className="c-unseen">{t('plate.end')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {vehicle.replacementPlates.map(one => (
              <tr key={one.id} data-past={one.plate !== vehicle.replacementPlate}>
                <th scope="row">
                  <PlateTag plate={one.plate} />
                </th>
                <td className="c-number">
                  {one.fromOn} – {one.toOn}
                </td>
                <td>{one.reason}</td>
                <td>
                  {one.plate === vehicle.replacementPlate && !reason ? (
                    <Button type="link" size="small" loading={ending.isPending} onClick={() => ending.mutate(one.id)}>
                      {t('plate.end')}
                    </Button>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Suspense fallback={null}>
        {adding ? <ReplacementPlateForm open close={() => setAdding(false)} vehicle={vehicle} /> : null}
      </Suspense>
    </section>
  )
}
