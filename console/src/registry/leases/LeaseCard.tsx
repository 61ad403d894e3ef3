import { registry } from '@anju/contract'
import { DateText, formatFen, formatMoney } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { FileText } from 'lucide-react'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import '../documents/documents.css'
import { type LeaseDetail, type LeaseRow, useLease } from './lease.ts'
import { LeaseTag, LetPremises, Parties, useRentWords } from './parts.tsx'
import { useLeaseTexts } from './texts.ts'

export const LEASE_TABS = ['basic', 'documents', 'history'] as const
export type LeaseTab = (typeof LEASE_TABS)[number]

/** Number and status of the open lease, also when its row is not on this page of the list. */
export function LeaseTitle({ id, row }: { id: string; row: LeaseRow | undefined }) {
  const { data } = useLease(id)
  const known = data ?? row
  if (!known) return null
  return (
    <span className="rg-title">
      {known.number} <LeaseTag of={known} />
    </span>
  )
}

interface LeaseCardProps {
  leaseId: string
  tab: LeaseTab
  setTab: (tab: LeaseTab) => void
  close: () => void
}

/** Everything about one lease: the terms, its papers, and who changed what. */
export function LeaseCard({ leaseId, tab, setTab, close }: LeaseCardProps) {
  const t = useLeaseTexts()
  const { data, error, refetch } = useLease(leaseId)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const papers = data.documents.length > 0 ? ` ${data.documents.length}` : ''
  const items = [
    { key: 'basic', label: t('tab.basic'), children: <Terms of={data} /> },
    { key: 'documents', label: `${t('tab.documents')}${papers}`, children: <Papers of={data} /> },
    { key: 'history', label: t('tab.history'), children: <LeaseHistory leaseId={leaseId} /> },
  ]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the drawer leaves keys in a tab list alone; Esc must still close it
    <div onKeyDown={event => event.key === 'Escape' && close()}>
      <Tabs
        className="rg-tabs"
        items={items}
        activeKey={tab}
        onChange={key => setTab(key as LeaseTab)}
        destroyOnHidden
      />
    </div>
  )
}

function OtherLease({ id, number }: { id: string; number: string | null }) {
  return (
    <Link to="/leases" search={{ open: id }}>
      {number ?? '…'}
    </Link>
  )
}

function Terms({ of }: { of: LeaseDetail }) {
  const t = useLeaseTexts()
  const rent = useRentWords()
  const every = t(`pay.${of.payEveryMonths as 1}`)
  const facts = [
    [t('field.premises'), <LetPremises key="premises" of={of.premises} />],
    [t('field.tenants'), <Parties key="tenants" of={of.tenants} />],
    [t('field.landlords'), <Parties key="landlords" of={of.landlords} />],
    [t('field.term'), `${of.fromOn} – ${of.toOn}`],
    ...(of.endedOn
      ? ([
          [t('field.endedOn'), of.endedOn],
          [t('field.endedReason'), of.endedReason],
        ] as const)
      : []),
    [t('field.signedOn'), of.signedOn],
    [t('field.rent'), rent(of)],
    [t('field.yearRent'), formatMoney(of.yearRentFen)],
    [t('field.pay'), t('pay.full', { every, day: of.paymentDay })],
    [t('field.deposit'), formatMoney(of.depositFen)],
    [t('field.purpose'), of.purpose || null],
    ...(of.renewsId
      ? [[t('field.renews'), <OtherLease key="renews" id={of.renewsId} number={of.renewsNumber} />] as const]
      : []),
    ...(of.renewedById
      ? [[t('field.renewedBy'), <OtherLease key="renewed" id={of.renewedById} number={of.renewedByNumber} />] as const]
      : []),
    [t('field.staff'), of.staffName],
    [t('field.community'), of.communityName],
    [
      t('field.created'),
      <span key="created">
        {of.createdByName} · <DateText at={of.createdAt} />
      </span>,
    ],
    [t('field.id'), <CopyId key="id" id={of.id} what={t('field.id')} />],
  ] as const
  return (
    <div className="rg-sections">
      <FactList facts={facts} />
      {of.notes ? (
        <section>
          <h3>{t('field.notes')}</h3>
          <p>{of.notes}</p>
        </section>
      ) : null}
    </div>
  )
}

function Papers({ of }: { of: LeaseDetail }) {
  const t = useLeaseTexts()
  if (of.documents.length === 0) return <p className="rg-none">{t('documents.none')}</p>
  return (
    <ul className="ls-papers">
      {of.documents.map(paper => (
        <li key={paper.id}>
          <a className="rg-paper" href={paper.url} target="_blank" rel="noreferrer">
            {paper.thumbnailUrl ? (
              <img src={paper.thumbnailUrl} alt="" loading="lazy" />
            ) : (
              <FileText size={18} aria-hidden />
            )}
            <span>{paper.name}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

const MONEY = new Set(['rentFen', 'depositFen'])

function LeaseHistory({ leaseId }: { leaseId: string }) {
  const t = useLeaseTexts()
  const names: Record<string, string | undefined> = {
    ...{ number: t('field.number'), fromOn: t('field.fromOn'), toOn: t('field.toOn'), rentKind: t('field.rentKind') },
    ...{ rentFen: t('field.rentFen'), rentPeriod: t('field.rentPeriod'), unitPrice: t('field.unitPrice') },
    ...{ areaM2: t('field.areaM2'), payEveryMonths: t('field.payEveryMonths'), paymentDay: t('field.paymentDay') },
    ...{ depositFen: t('field.depositFen'), purpose: t('field.purpose'), notes: t('field.notes') },
    ...{ staffName: t('field.staff'), premises: t('field.premises'), landlords: t('field.landlords') },
    ...{ tenants: t('field.tenants'), documents: t('field.documents'), signedOn: t('field.signedOn') },
    ...{ endedOn: t('field.endedOn'), endedReason: t('field.endedReason') },
  }
  const show = (field: string, value: unknown) => {
    if (MONEY.has(field) && typeof value === 'number') return formatFen(value)
    if (field === 'rentKind') return t(value === 'fixed' ? 'rentKind.fixed' : 'rentKind.area-day')
    return field === 'rentPeriod' && typeof value === 'string' ? t(`period.${value as 'month'}`) : undefined
  }
  return <RecordHistory route={registry.leaseHistory} params={{ leaseId }} nameOf={field => names[field]} show={show} />
}
