import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useCan } from '../../session.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag, type Tone } from '../../shell/show/StatusTag.tsx'
import { daysUntil } from '../../workforce/days.ts'
import type { SpaceDetail, SpaceLease } from './space.ts'
import { useSpaceTexts } from './texts.ts'

const RenewForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).RenewForm }))
const EndForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).EndForm }))
const LeaseVehiclesForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).LeaseVehiclesForm }))

const TONES: Record<SpaceLease['state'], Tone> = {
  upcoming: 'info',
  active: 'success',
  ended: 'neutral',
  cancelled: 'neutral',
}

type Deed = 'renew' | 'end' | 'vehicles'

/** The leases of a space over time, with what may be done to each. */
export function LeaseList({ space }: { space: SpaceDetail }) {
  const t = useSpaceTexts()
  const may = useCan('registry.spaces.manage')
  const [doing, setDoing] = useState<{ deed: Deed; lease: SpaceLease }>()
  if (space.leases.length === 0) return <p className="rg-none">{t('lease.none')}</p>
  const form = doing ? { space, lease: doing.lease, close: () => setDoing(undefined) } : undefined
  return (
    <>
      <table className="rg-table" aria-label={t('tab.leases')}>
        <thead>
          <tr>
            <th scope="col">{t('field.holder')}</th>
            <th scope="col">{t('field.from')}</th>
            <th scope="col">{t('field.to')}</th>
            <th scope="col" className="rg-num">
              {t('field.price.fen')}
            </th>
            <th scope="col">{t('field.plates')}</th>
            <th scope="col">{t('field.state')}</th>
            <th scope="col">
              <span className="c-unseen">{t('edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {space.leases.map(lease => (
            <tr key={lease.id} data-past={lease.state === 'ended' || lease.state === 'cancelled'}>
              <th scope="row">
                <Link to="/people" search={{ open: lease.holderId }}>
                  {lease.holderName}
                </Link>
                {lease.spaces.length > 1 ? <small> {t('lease.pair', { count: lease.spaces.length })}</small> : null}
              </th>
              <td className="c-number">{lease.fromOn}</td>
              <td className="c-number" title={lease.endedReason ?? undefined}>
                {lease.endedOn ?? lease.toOn}
              </td>
              <td className="rg-num">
                <MoneyText fen={lease.monthlyPriceFen} />
              </td>
              <td>{lease.vehicles.map(vehicle => registry.plateText(vehicle.plate)).join(comma()) || '–'}</td>
              <td>
                <StatusTag tone={TONES[lease.state]}>{t(`leaseState.${lease.state}`)}</StatusTag>
                <DaysLeft lease={lease} renewed={space.leases.some(one => one.renewsId === lease.id)} />
              </td>
              <td>{may ? <Deeds lease={lease} choose={deed => setDoing({ deed, lease })} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Suspense fallback={null}>
        {form && doing?.deed === 'renew' ? <RenewForm {...form} /> : null}
        {form && doing?.deed === 'end' ? <EndForm {...form} /> : null}
        {form && doing?.deed === 'vehicles' ? <LeaseVehiclesForm {...form} /> : null}
      </Suspense>
    </>
  )
}

/** So many days before its end a lease is worth a look; the reminder follows the setting. */
const SOON_DAYS = 30

/** The days that are left of a lease which ends soon; nothing where it is renewed. */
function DaysLeft({ lease, renewed }: { lease: SpaceLease; renewed: boolean }) {
  const t = useSpaceTexts()
  const days = daysUntil(lease.endedOn ?? lease.toOn)
  if (lease.state !== 'active' || renewed || days > SOON_DAYS) return null
  return <small> {t('lease.daysLeft', { days })}</small>
}

function Deeds({ lease, choose }: { lease: SpaceLease; choose: (deed: Deed) => void }) {
  const t = useSpaceTexts()
  const running = lease.state === 'active' || lease.state === 'upcoming'
  const renewable = lease.endedOn === null && lease.state !== 'cancelled'
  return (
    <>
      {renewable ? (
        <Button type="link" size="small" onClick={() => choose('renew')}>
          {t('lease.renew')}
        </Button>
      ) : null}
      {running ? (
        <>
          <Button type="link" size="small" onClick={() => choose('vehicles')}>
            {t('lease.vehicles')}
          </Button>
          {lease.endedOn === null ? (
            <Button type="link" size="small" danger onClick={() => choose('end')}>
              {t('lease.end')}
            </Button>
          ) : null}
        </>
      ) : null}
    </>
  )
}
