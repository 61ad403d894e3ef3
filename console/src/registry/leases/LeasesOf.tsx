import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { NoPermission } from '../../shell/states/NoPermission.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { isPast, type LeaseRow } from './lease.ts'
import { LeaseTag, useRentWords } from './parts.tsx'
import { useLeaseTexts } from './texts.ts'
import './leases.css'

const NewLeaseForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).NewLeaseForm }))

interface LeasesOfProps {
  /** The leases of premises, or of a person on either side. */
  premises?: { id: string; label: string; communityId: string }
  person?: { id: string; name: string }
  /** Why nothing may be let here: premises that ended. */
  reason?: string | undefined
}

const LIMIT = 50

/** The leases of a home or of a person over time: for a tab of that page. */
export function LeasesOf({ premises, person, reason }: LeasesOfProps) {
  const t = useLeaseTexts()
  const [may, mayManage] = [useCan('registry.leases.read'), useCan('registry.leases.manage')]
  const [adding, setAdding] = useState(false)
  const query = { premisesId: premises?.id, personId: person?.id, limit: LIMIT }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(registry.listLeases), query],
    enabled: may,
    queryFn: ({ signal }) => call(registry.listLeases, { query, signal }),
  })
  if (!may) return <NoPermission level="part" permission="registry.leases.read" />
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <>
      <div className="ls-of__bar">
        <ReasonButton
          icon={<Plus size={14} aria-hidden />}
          reason={mayManage ? reason : t('noManage')}
          onClick={() => setAdding(true)}
        >
          {t('of.withNew')}
        </ReasonButton>
      </div>
      {data.items.length === 0 ? (
        <p className="rg-none">{t('of.none')}</p>
      ) : (
        <LeaseTable of={data.items} ofPremises={premises !== undefined} />
      )}
      {data.total > LIMIT ? (
        <p className="rg-more">
          <Link to="/leases" search={premises ? { premisesId: premises.id } : { personId: person?.id }}>
            {t('of.all')}
          </Link>
        </p>
      ) : null}
      <Suspense fallback={null}>
        {adding ? (
          <NewLeaseForm
            communityId={premises?.communityId}
            {...(premises ? { premises } : {})}
            {...(person ? { tenant: person } : {})}
            close={() => setAdding(false)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

function LeaseTable({ of, ofPremises }: { of: LeaseRow[]; ofPremises: boolean }) {
  const t = useLeaseTexts()
  const rent = useRentWords()
  const names = (parties: readonly { name: string }[]) => parties.map(({ name }) => name || t('someone')).join(comma())
  return (
    <div className="rg-table-scroll">
      <table className="rg-table" aria-label={t('leases')}>
        <thead>
          <tr>
            <th scope="col">{t('field.number')}</th>
            <th scope="col">{ofPremises ? t('field.tenants') : t('field.premises')}</th>
            <th scope="col">{ofPremises ? t('field.landlords') : t('field.tenants')}</th>
            <th scope="col">{t('field.fromOn')}</th>
            <th scope="col">{t('field.toOn')}</th>
            <th scope="col">{t('field.rent')}</th>
            <th scope="col">{t('field.status')}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(lease => (
            <tr key={lease.id} data-past={isPast(lease.status)}>
              <th scope="row">
                <Link to="/leases" search={{ open: lease.id }}>
                  {lease.number}
                </Link>
              </th>
              <td>{ofPremises ? names(lease.tenants) : lease.premises.map(one => one.label).join(comma())}</td>
              <td>{ofPremises ? names(lease.landlords) : names(lease.tenants)}</td>
              <td className="c-number">{lease.fromOn}</td>
              <td className="c-number">{lease.endedOn ?? lease.toOn}</td>
              <td className="c-number">{rent(lease)}</td>
              <td>
                <LeaseTag of={lease} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
