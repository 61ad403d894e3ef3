import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { LayoutGrid, Plus, Rows3 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
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
  type List,
  ListPage,
  useList,
} from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { useCommunityReason } from '../../shell/states/ChooseCommunity.tsx'
import { AreaNumbers } from './AreaNumbers.tsx'
import { SpaceActions } from './SpaceActions.tsx'
import { SPACE_TABS, SpaceCard, type SpaceTab, SpaceTitle } from './SpaceCard.tsx'
import { SpaceMap } from './SpaceMap.tsx'
import { SpaceStateTag } from './SpaceStateTag.tsx'
import { CHARGING, renewSpaces, SIZES, SPACE_STATES, type SpaceRow, TENURES } from './space.ts'
import { useSpaceTexts } from './texts.ts'
import '../registry.css'
import '../vehicles/vehicles.css'
import './spaces.css'

const AddSpacesForm = lazy(async () => ({ default: (await import('./AddSpacesForm.tsx')).AddSpacesForm }))
const SpaceDrawer = lazy(async () => ({ default: (await import('./SpaceDrawer.tsx')).SpaceDrawer }))

/** Parking spaces with the numbers of their areas, as a list or as a map; one of them in the drawer. */
export function SpacesPage() {
  const t = useSpaceTexts()
  const community = useCommunity()
  const { view } = useSearch({ strict: false })
  const [adding, setAdding] = useState(false)
  const list = useList(registry.listSpaces, {
    filters: ['text', 'state', 'tenure', 'size', 'charging', 'areaCode'],
    query: { communityId: community.id },
  })
  useRealtime(['registry.*'], () => renewSpaces())
  const add = <AddButton onClick={() => setAdding(true)} />
  return (
    <ListPage>
      <PageHeader
        title={t('spaces')}
        facts={t('spaces.facts')}
        actions={
          <>
            <ViewChoice />
            {add}
          </>
        }
      />
      <AreaNumbers communityId={community.id} />
      {view === 'map' ? <MapView list={list} communityId={community.id} /> : <ListView list={list} empty={add} />}
      <Suspense fallback={null}>
        {adding && community.current ? (
          <AddSpacesForm community={community.current} close={() => setAdding(false)} />
        ) : null}
      </Suspense>
    </ListPage>
  )
}

type Spaces = List<SpaceRow>

/** The tab that the address asks for. */
function useAskedTab(): SpaceTab {
  const { tab } = useSearch({ strict: false })
  return SPACE_TABS.find(one => one === tab) ?? 'basic'
}

/** The list with its filters; one space in the drawer. */
function ListView({ list, empty }: { list: Spaces; empty: ReactNode }) {
  const t = useSpaceTexts()
  const [tab, setTab] = useState<SpaceTab>(useAskedTab())
  const columns = useColumns(useCommunity().id === undefined)
  return (
    <>
      <FilterBar
        list={list}
        filters={filtersOf(t)}
        end={<ExportButton route={registry.exportSpaces} query={list.query} name={t('spaces')} />}
      />
      <DataTable
        list={list}
        name={t('spaces')}
        columns={columns}
        empty={{ title: t('spaces.empty'), text: t('spaces.emptyText'), action: empty }}
        drawer={{
          title: (id, row) => <SpaceTitle id={id} row={row} />,
          render: id => (
            <>
              <SpaceActions key={`${id} actions`} spaceId={id} />
              <SpaceCard key={id} spaceId={id} tab={tab} setTab={setTab} close={list.state.close} />
            </>
          ),
        }}
      />
    </>
  )
}

/** The map; the chosen space in the same drawer. */
function MapView({ list, communityId }: { list: Spaces; communityId: string | undefined }) {
  const { areaCode } = useSearch({ strict: false })
  const [tab, setTab] = useState<SpaceTab>(useAskedTab())
  const { openId, open, close } = list.state
  return (
    <>
      <SpaceMap communityId={communityId} areaCode={areaCode} openId={openId} open={open} />
      <Suspense fallback={null}>
        {openId ? <SpaceDrawer spaceId={openId} tab={tab} setTab={setTab} close={close} /> : null}
      </Suspense>
    </>
  )
}

/** List or map; the address keeps it. */
function ViewChoice() {
  const t = useSpaceTexts()
  const navigate = useNavigate()
  const { view } = useSearch({ strict: false })
  return (
    <Segmented
      aria-label={t('view')}
      value={view === 'map' ? 'map' : 'list'}
      onChange={value =>
        void navigate({ to: '.', search: search => ({ ...search, view: value === 'map' ? 'map' : undefined }) })
      }
      options={[
        { value: 'list', label: t('list'), icon: <Rows3 size={14} aria-hidden /> },
        { value: 'map', label: t('map'), icon: <LayoutGrid size={14} aria-hidden /> },
      ]}
    />
  )
}

function AddButton({ onClick }: { onClick: () => void }) {
  const t = useSpaceTexts()
  const may = useCan('registry.spaces.manage')
  const missing = useCommunityReason()
  const reason = may ? missing : t('noManage')
  return (
    <ReasonButton type="primary" icon={<Plus size={14} aria-hidden />} reason={reason} onClick={onClick}>
      {t('add')}
    </ReasonButton>
  )
}

function filtersOf(t: ReturnType<typeof useSpaceTexts>): Filter[] {
  return [
    { kind: 'text', key: 'text', label: t('spaces.search'), width: 220 },
    {
      kind: 'select',
      key: 'state',
      label: t('field.state'),
      options: SPACE_STATES.map(value => ({ value, label: t(`state.${value}`) })),
      width: 130,
    },
    {
      kind: 'select',
      key: 'tenure',
      label: t('field.tenure'),
      options: TENURES.map(value => ({ value, label: t(`tenure.${value}`) })),
      width: 130,
    },
    {
      kind: 'select',
      key: 'size',
      label: t('field.size'),
      options: SIZES.map(value => ({ value, label: t(`size.${value}`) })),
    },
    {
      kind: 'select',
      key: 'charging',
      label: t('field.charging'),
      options: CHARGING.map(value => ({ value, label: t(`charging.${value}`) })),
    },
  ]
}

function useColumns(withCommunity: boolean): Column<SpaceRow>[] {
  const t = useSpaceTexts()
  return [
    { key: 'label', title: t('field.space'), width: 140, sort: 'place', render: row => row.label },
    ...(withCommunity
      ? [{ key: 'community', title: t('field.community'), width: 120, render: (row: SpaceRow) => row.communityName }]
      : []),
    {
      key: 'state',
      title: t('field.state'),
      width: 90,
      sort: 'state',
      render: row => <SpaceStateTag state={row.state} />,
    },
    { key: 'tenure', title: t('field.tenure'), width: 80, sort: 'tenure', render: row => t(`tenure.${row.tenure}`) },
    { key: 'size', title: t('field.size'), width: 80, render: row => t(`size.${row.size}`) },
    {
      key: 'charging',
      title: t('field.charging'),
      width: 80,
      render: row => (row.charging === 'none' ? '–' : t(`charging.${row.charging}`)),
    },
    { key: 'owner', title: t('field.owner'), width: 100, render: row => row.ownerName ?? '–' },
    { key: 'holder', title: t('field.holder'), width: 100, render: row => row.holderName ?? '–' },
    {
      key: 'until',
      title: t('field.until'),
      width: 110,
      sort: 'letUntil',
      render: row => <span className="c-number">{row.letUntil ?? '–'}</span>,
    },
    {
      key: 'plates',
      title: t('field.plates'),
      width: 150,
      render: row => row.plates.map(plate => registry.plateText(plate)).join(comma()) || '–',
    },
  ]
}
