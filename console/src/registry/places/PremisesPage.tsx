import { registry } from '@anju/contract'
import { useNavigate } from '@tanstack/react-router'
import { Plus, Upload } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { useCan } from '../../session.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, listKey, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { Occupants } from '../Occupants.tsx'
import { premisesFieldsQuery } from '../people/people.ts'
import { useOwnColumns } from '../people/useOwnColumns.ts'
import type { PremisesRow } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { CollectButton } from './CollectButton.tsx'
import { CommunityTree } from './CommunityTree.tsx'
import { ManyActions } from './ManyActions.tsx'
import { NewPremisesButton, OpenButton, PatternButton } from './PlaceButtons.tsx'
import type { PremisesTab } from './PremisesCard.tsx'
import { PremisesStateTag } from './PremisesStateTag.tsx'
import { PremisesTitle } from './PremisesTitle.tsx'
import { usePremisesFilters } from './premises-filters.ts'
import { usePlaceTexts } from './texts.ts'
import '../registry.css'

const PremisesCard = lazyPart(async () => (await import('./PremisesCard.tsx')).PremisesCard)
const MakingForm = lazy(async () => ({ default: (await import('./MakingForm.tsx')).MakingForm }))
const NewCommunityDrawer = lazy(async () => ({
  default: (await import('./NewCommunityDrawer.tsx')).NewCommunityDrawer,
}))

const FILTERS = [
  'text',
  'use',
  'state',
  'buildingId',
  'unitId',
  'ownership',
  'owner',
  'floor',
  'areaFrom',
  'areaTo',
  'fieldId',
  'fieldValue',
  'ended',
] as const

/** Homes, shops and parking spaces: the places on the left, their premises beside, one of them in the drawer. */
export function PremisesPage() {
  const t = usePlaceTexts()
  const w = useRegistryTexts()
  const community = useCommunity()
  const [adding, setAdding] = useState(false)
  const [making, setMaking] = useState<'one' | 'pattern'>()
  const [tab, setTab] = useState<PremisesTab>('basic')
  const list = useList(registry.listPremises, {
    filters: FILTERS,
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
            <PatternButton onClick={() => setMaking('pattern')} />
            <NewPremisesButton onClick={() => setMaking('one')} />
          </>
        }
      />
      <div className="rg-split">
        <CommunityTree state={list.state} />
        <div className="rg-split__main">
          <FilterBar
            list={list}
            filters={usePremisesFilters()}
            end={<ExportButton route={registry.exportPremises} query={list.query} name={w('premises')} />}
          />
          <DataTable
            list={list}
            name={w('premises')}
            columns={columns}
            empty={useEmpty(
              () => setAdding(true),
              () => setMaking('pattern'),
            )}
            selection={{ actions: (rows, clear) => <ManyActions rows={rows} clear={clear} /> }}
            drawer={{
              title: (id, row) => <PremisesTitle id={id} row={row} />,
              extra: (id, row) => (
                <>
                  <OpenButton premisesId={id} />
                  <CollectButton premisesId={id} communityId={row?.communityId} size="small" />
                </>
              ),
              render: id => (
                <PremisesCard key={id} premisesId={id} tab={tab} setTab={setTab} close={list.state.close} />
              ),
            }}
          />
        </div>
      </div>
      <Suspense fallback={null}>
        <Making kind={making} communityId={community.id} at={list.state.filters} close={() => setMaking(undefined)} />
        <NewCommunityDrawer open={adding} close={() => setAdding(false)} />
      </Suspense>
    </ListPage>
  )
}

interface MakingProps {
  kind: 'one' | 'pattern' | undefined
  communityId: string | undefined
  at: Record<string, string | undefined>
  close: () => void
}

function Making({ kind, communityId, at, close }: MakingProps) {
  if (!kind || !communityId) return null
  return <MakingForm kind={kind} communityId={communityId} at={at} close={close} />
}

/** How to begin: with a community, else by importing into it. */
function useEmpty(add: () => void, pattern: () => void) {
  const t = usePlaceTexts()
  const { all } = useCommunity()
  if (all.length > 0) {
    const ways = (
      <>
        <PatternButton onClick={pattern} />
        <ImportButton />
      </>
    )
    return { title: t('premises.empty'), text: t('premises.emptyText'), action: ways }
  }
  return {
    title: t('tree.noCommunity'),
    text: t('tree.noCommunityText'),
    action: <NewCommunityButton onClick={add} />,
  }
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
  const own = useOwnColumns<PremisesRow>(premisesFieldsQuery)
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
    {
      key: 'area',
      title: w('field.area'),
      width: 110,
      align: 'number',
      sort: 'area',
      render: row => row.areaM2 ?? '–',
    },
    { key: 'occupants', title: w('field.occupants'), width: 200, render: row => <Occupants of={row.occupants} /> },
    ...own,
  ]
}
