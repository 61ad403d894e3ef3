import { registry } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { Plus, Upload } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import {
  type Column,
  DataTable,
  ExportButton,
  type Filter,
  FilterBar,
  ListPage,
  listKey,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { Occupants } from '../Occupants.tsx'
import { type PremisesRow, STATES, USES } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { CollectButton } from './CollectButton.tsx'
import { CommunityTree } from './CommunityTree.tsx'
import { PremisesCard, type PremisesTab, PremisesTitle } from './PremisesCard.tsx'
import { PremisesStateTag } from './PremisesStateTag.tsx'
import { usePlaceTexts } from './texts.ts'
import '../registry.css'

const NewCommunityDrawer = lazy(async () => ({
  default: (await import('./NewCommunityDrawer.tsx')).NewCommunityDrawer,
}))

/** Homes, shops and parking spaces: the places on the left, their premises beside, one of them in the drawer. */
export function PremisesPage() {
  const t = usePlaceTexts()
  const w = useRegistryTexts()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const [tab, setTab] = useState<PremisesTab>('basic')
  const list = useList(registry.listPremises, {
    filters: ['text', 'use', 'state', 'buildingId', 'unitId'],
    query: { communityId: community.id },
  })
  const columns = useColumns(community.id === undefined)
  useRealtime(['registry.*'], () => {
    void queryClient.invalidateQueries({ queryKey: listKey(registry.listPremises) })
    void queryClient.invalidateQueries({ queryKey: listKey(registry.communityTree) })
  })
  return (
    <ListPage>
      <PageHeader
        title={w('premises')}
        facts={t('premises.facts')}
        actions={
          <>
            <NewCommunityButton onClick={() => setAdding(true)} />
            <ImportButton />
          </>
        }
      />
      <div className="rg-split">
        <CommunityTree state={list.state} />
        <div className="rg-split__main">
          <FilterBar
            list={list}
            filters={useFilters()}
            end={<ExportButton route={registry.exportPremises} query={list.query} name={w('premises')} />}
          />
          <DataTable
            list={list}
            name={w('premises')}
            columns={columns}
            empty={
              community.all.length === 0
                ? {
                    title: t('tree.noCommunity'),
                    text: t('tree.noCommunityText'),
                    action: <NewCommunityButton onClick={() => setAdding(true)} />,
                  }
                : { title: t('premises.empty'), text: t('premises.emptyText'), action: <ImportButton /> }
            }
            drawer={{
              title: (id, row) => <PremisesTitle id={id} row={row} />,
              extra: (id, row) => <CollectButton premisesId={id} communityId={row?.communityId} />,
              render: id => (
                <PremisesCard key={id} premisesId={id} tab={tab} setTab={setTab} close={list.state.close} />
              ),
            }}
          />
        </div>
      </div>
      <Suspense fallback={null}>
        <NewCommunityDrawer open={adding} close={() => setAdding(false)} />
      </Suspense>
    </ListPage>
  )
}

/** What the list can be narrowed by, besides the place in the tree. */
function useFilters(): Filter[] {
  const t = usePlaceTexts()
  const w = useRegistryTexts()
  return [
    { kind: 'text', key: 'text', label: t('premises.search'), width: 200 },
    {
      kind: 'select',
      key: 'use',
      label: w('field.use'),
      options: USES.map(value => ({ value, label: w(`use.${value}`) })),
      width: 140,
    },
    {
      kind: 'select',
      key: 'state',
      label: w('field.state'),
      options: STATES.map(value => ({ value, label: w(`state.${value}`) })),
      width: 140,
    },
  ]
}

function NewCommunityButton({ onClick }: { onClick: () => void }) {
  const t = usePlaceTexts()
  const may = useCan('registry.communities.manage')
  return (
    <ReasonButton icon={<Plus size={14} aria-hidden />} onClick={onClick} reason={may ? undefined : t('noManage')}>
      {t('newCommunity')}
    </ReasonButton>
  )
}

function ImportButton() {
  const t = usePlaceTexts()
  const w = useRegistryTexts()
  const navigate = useNavigate()
  const may = useCan('imports.run')
  return (
    <ReasonButton
      type="primary"
      icon={<Upload size={14} aria-hidden />}
      onClick={() => void navigate({ to: '/imports' })}
      reason={may ? undefined : t('noImport')}
    >
      {w('toImport')}
    </ReasonButton>
  )
}

function useColumns(withCommunity: boolean): Column<PremisesRow>[] {
  const w = useRegistryTexts()
  const community: Column<PremisesRow> = {
    key: 'community',
    title: w('field.community'),
    width: 120,
    render: row => row.communityName,
  }
  return [
    { key: 'label', title: w('field.label'), width: 170, sort: 'label', render: row => row.label },
    ...(withCommunity ? [community] : []),
    { key: 'use', title: w('field.use'), width: 80, render: row => w(`use.${row.use}`) },
    {
      key: 'state',
      title: w('field.state'),
      width: 100,
      sort: 'state',
      render: row => <PremisesStateTag state={row.state} />,
    },
    {
      key: 'floor',
      title: w('field.floor'),
      width: 72,
      align: 'number',
      sort: 'floor',
      render: row => row.floor ?? '–',
    },
    { key: 'area', title: w('field.area'), width: 110, align: 'number', render: row => row.areaM2 ?? '–' },
    { key: 'occupants', title: w('field.occupants'), width: 200, render: row => <Occupants of={row.occupants} /> },
  ]
}
