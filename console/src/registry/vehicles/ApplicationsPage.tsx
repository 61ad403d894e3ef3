import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { ToPage } from '../../shell/states/ToPage.tsx'
import { ApplicationActions, ApplicationCard, ApplicationStateTag, ApplicationTitle } from './ApplicationCard.tsx'
import { PlateTag } from './PlateTag.tsx'
import { useVehicleTexts } from './texts.ts'
import { type Application, renewVehicles } from './vehicle.ts'
import '../registry.css'
import './vehicles.css'

/** What residents ask to have registered; staff decide. */
export function ApplicationsPage() {
  const t = useVehicleTexts()
  const community = useCommunity()
  const list = useList(registry.listVehicleApplications, {
    filters: ['text', 'state'],
    query: { communityId: community.id },
    sort: '-createdAt',
  })
  useRealtime(['registry.*'], () => renewVehicles())
  return (
    <ListPage>
      <PageHeader title={t('applications')} facts={t('applications.facts')} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('applications.search'), width: 220 },
          {
            kind: 'select',
            key: 'state',
            label: t('field.state'),
            options: (['open', 'approved', 'rejected', 'withdrawn'] as const).map(value => ({
              value,
              label: t(`application.${value}`),
            })),
            width: 140,
          },
        ]}
        end={<ExportButton route={registry.exportVehicleApplications} query={list.query} name={t('applications')} />}
      />
      <DataTable
        list={list}
        name={t('applications')}
        columns={useColumns()}
        empty={{ title: t('applications.empty'), text: t('applications.emptyText'), action: <ToPage to="/vehicles" /> }}
        drawer={{
          title: (id, row) => <ApplicationTitle id={id} row={row} />,
          extra: id => <ApplicationActions key={id} applicationId={id} />,
          render: id => <ApplicationCard key={id} applicationId={id} />,
        }}
      />
    </ListPage>
  )
}

function useColumns(): Column<Application>[] {
  const t = useVehicleTexts()
  return [
    {
      key: 'plate',
      title: t('field.plate'),
      width: 132,
      sort: 'plate',
      render: row => <PlateTag plate={row.plate} colour={row.plateColour} />,
    },
    { key: 'kind', title: t('field.kind'), width: 96, render: row => t(`kind.${row.kind}`) },
    { key: 'name', title: t('field.applicant'), width: 110, render: row => row.personName },
    { key: 'premises', title: t('field.premises'), width: 170, render: row => row.premisesLabel },
    {
      key: 'household',
      title: t('application.household'),
      width: 130,
      align: 'number',
      render: row => t('application.count', { count: row.sameHousehold }),
    },
    {
      key: 'at',
      title: t('field.appliedAt'),
      width: 150,
      sort: 'createdAt',
      render: row => <DateText at={row.createdAt} />,
    },
    { key: 'state', title: t('field.state'), width: 110, render: row => <ApplicationStateTag state={row.state} /> },
    { key: 'reason', title: t('field.reason'), render: row => row.reason ?? '–' },
  ]
}
