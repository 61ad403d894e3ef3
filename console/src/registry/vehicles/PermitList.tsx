import { registry } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { PermitStateTag } from './PermitTag.tsx'
import { useVehicleTexts } from './texts.ts'
import { type Permit, renewVehicles, type VehicleDetail } from './vehicle.ts'

const PermitForm = lazy(async () => ({ default: (await import('./PermitForm.tsx')).PermitForm }))
const ReasonForm = lazy(async () => ({ default: (await import('./ReasonForm.tsx')).ReasonForm }))

/** The permits of a vehicle over time, with what may be done to each. */
export function PermitList({ vehicle }: { vehicle: VehicleDetail }) {
  const t = useVehicleTexts()
  const { message } = App.useApp()
  const may = useCan('registry.vehicles.manage')
  const [form, setForm] = useState<{ permit?: Permit }>()
  const [revoking, setRevoking] = useState<Permit>()
  const reason = may ? (vehicle.state === 'removed' ? t('state.removed') : undefined) : t('noManage')
  const plate = registry.plateText(vehicle.plate)
  return (
    <section>
      <div className="vh-head">
        <span />
        <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={() => setForm({})}>
          {t('permit.new')}
        </ReasonButton>
      </div>
      {vehicle.permits.length === 0 ? (
        <p className="rg-none">{t('permit.none')}</p>
      ) : (
        <PermitTable
          permits={vehicle.permits}
          reason={reason}
          edit={permit => setForm({ permit })}
          revoke={setRevoking}
        />
      )}
      <Suspense fallback={null}>
        {form ? <PermitForm open close={() => setForm(undefined)} vehicle={vehicle} permit={form.permit} /> : null}
        {revoking ? (
          <ReasonForm
            open
            close={() => setRevoking(undefined)}
            title={t('permit.revokeTitle')}
            text={t('permit.revokeText', { plate, kind: t(`permitKind.${revoking.kind}`) })}
            submitText={t('permit.revokeTitle')}
            submit={(why, idempotencyKey) =>
              call(registry.revokePermit, {
                params: { vehicleId: vehicle.id, permitId: revoking.id },
                body: { reason: why, version: revoking.version },
                idempotencyKey,
              })
            }
            onDone={changed => {
              renewVehicles(changed as VehicleDetail)
              void message.success(t('permit.revokeDone'))
            }}
          />
        ) : null}
      </Suspense>
    </section>
  )
}

interface PermitTableProps {
  permits: Permit[]
  reason: string | undefined
  edit: (permit: Permit) => void
  revoke: (permit: Permit) => void
}

function PermitTable({ permits, reason, edit, revoke }: PermitTableProps) {
  const t = useVehicleTexts()
  return (
    <table className="rg-table" aria-label={t('tab.permits')}>
      <thead>
        <tr>
          <th scope="col">{t('permit.kind')}</th>
          <th scope="col">{t('field.days')}</th>
          <th scope="col">{t('field.area')}</th>
          <th scope="col">{t('field.state')}</th>
          <th scope="col">
            <span className="c-unseen">{t('edit')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {permits.map(permit => (
          <tr key={permit.id} data-past={permit.state === 'expired' || permit.state === 'revoked'}>
            <th scope="row">{t(`permitKind.${permit.kind}`)}</th>
            <td className="c-number">
              {permit.fromOn} – {permit.toOn ?? t('permit.openEnd')}
            </td>
            <td>
              {permit.spaceId ? (
                <Link to="/spaces" search={{ open: permit.spaceId }}>
                  {permit.spaceLabel}
                </Link>
              ) : (
                (permit.areaCode ?? t('permit.areaAll'))
              )}
            </td>
            <td>
              <PermitStateTag state={permit.state} />
              {permit.revokedReason ? <small> {permit.revokedReason}</small> : null}
            </td>
            <td>
              {permit.state === 'revoked' || reason ? null : (
                <>
                  <Button type="link" size="small" onClick={() => edit(permit)}>
                    {t('edit')}
                  </Button>
                  <Button type="link" size="small" danger onClick={() => revoke(permit)}>
                    {t('permit.revoke')}
                  </Button>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
