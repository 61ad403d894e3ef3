import { type WireResponseOf, workforce } from '@anju/contract'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../community.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { DaysLeft } from './CertificateList.tsx'
import { useWorkforceTexts } from './texts.ts'
import { CERTIFICATE_KINDS } from './workforce.ts'
import './workforce.css'

type Row = WireResponseOf<typeof workforce.listCertificates>['items'][number]

/** Certificates of everybody employed, the soonest to expire first. */
export function CertificatesPage() {
  const t = useWorkforceTexts()
  const community = useCommunity()
  const list = useList(workforce.listCertificates, {
    filters: ['kind', 'withinDays'],
    query: { communityId: community.id },
  })
  return (
    <ListPage>
      <PageHeader title={t('certificates')} facts={t('certificates.facts')} />
      <FilterBar
        list={list}
        filters={[
          {
            kind: 'select',
            key: 'kind',
            label: t('certificate.kind'),
            options: CERTIFICATE_KINDS.map(value => ({ value, label: t(`kindOf.${value}`) })),
          },
          {
            kind: 'select',
            key: 'withinDays',
            label: t('certificate.within'),
            options: (['0', '7', '30', '60'] as const).map(value => ({
              value,
              label: t(`certificate.within${value}`),
            })),
          },
        ]}
        end={<ExportButton route={workforce.exportCertificates} query={list.query} name={t('certificates')} />}
      />
      <DataTable
        list={list}
        name={t('certificates')}
        columns={useColumns()}
        empty={{ title: t('certificate.listEmpty'), text: t('certificate.listEmptyText') }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Row>[] {
  const t = useWorkforceTexts()
  return [
    {
      key: 'employee',
      title: t('field.name'),
      width: 120,
      sort: 'employeeName',
      render: row => (
        <Link to="/employees" search={{ open: row.employeeId }}>
          {row.employeeName}
        </Link>
      ),
    },
    { key: 'team', title: t('field.team'), render: row => row.teamName },
    { key: 'kind', title: t('certificate.kind'), width: 150, render: row => t(`kindOf.${row.kind}`) },
    { key: 'title', title: t('certificate.title'), render: row => row.title },
    { key: 'number', title: t('certificate.number'), width: 170, render: row => row.number || '–' },
    {
      key: 'validUntil',
      title: t('certificate.validUntil'),
      width: 120,
      sort: 'validUntil',
      render: row => <span className="c-number">{row.validUntil ?? t('never')}</span>,
    },
    { key: 'left', title: t('field.state'), width: 150, render: row => <DaysLeft validUntil={row.validUntil} /> },
  ]
}
