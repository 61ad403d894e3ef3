import { type Permission, registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Tabs } from 'antd'
import { ArrowLeft, Pencil, Split } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Actor, can, isOpen, useActor, useCan } from '../../session.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { renewDocuments } from '../documents/documents.ts'
import type { PremisesDetail } from '../registry.ts'
import { CollectButton } from './CollectButton.tsx'
import { type Deed, PremisesFacts, type TabProps } from './PremisesFacts.tsx'
import { PremisesStateTag } from './PremisesStateTag.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { premisesQuery, renewPlaces } from './places.ts'
import '../registry.css'
import './places.css'

const DocumentsOf = lazyPart(async () => (await import('../documents/DocumentsOf.tsx')).DocumentsOf)
const LeasesOf = lazyPart(async () => (await import('../leases/LeasesOf.tsx')).LeasesOf)
const HouseholdPanel = lazyPart(async () => (await import('../people/HouseholdPanel.tsx')).HouseholdPanel)
const VehiclesOf = lazyPart(async () => (await import('../vehicles/VehiclesOf.tsx')).VehiclesOf)
const PremisesBills = lazyPart(async () => (await import('./PremisesBills.tsx')).PremisesBills)
const PremisesOrders = lazyPart(async () => (await import('./PremisesOrders.tsx')).PremisesOrders)
const OneSpace = lazyPart(async () => (await import('./PremisesSpaces.tsx')).OneSpace)
const PremisesSpaces = lazyPart(async () => (await import('./PremisesSpaces.tsx')).PremisesSpaces)
const PremisesAreas = lazyPart(async () => (await import('./PremisesTimes.tsx')).PremisesAreas)
const PremisesStates = lazyPart(async () => (await import('./PremisesTimes.tsx')).PremisesStates)
const Successions = lazyPart(async () => (await import('./Successions.tsx')).Successions)

const PremisesForm = lazy(async () => ({ default: (await import('./PremisesForm.tsx')).PremisesForm }))
const StateForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).StateForm }))
const AreaForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).AreaForm }))
const AliasForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).AliasForm }))
const SplitForm = lazy(async () => ({ default: (await import('./SplitForm.tsx')).SplitForm }))

/** One premises on a page of its own: facts, areas and states over time, people, vehicles, bills, merges, history. */
export function OnePremisesPage() {
  const { premisesId } = useParams({ strict: false }) as { premisesId: string }
  const { data, error, refetch } = useQuery(premisesQuery(premisesId))
  useRealtime(['registry.*'], () => {
    void renewPlaces()
    void renewDocuments()
  })
  if (error && !data)
    return (
      <div className="c-page">
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  return <div className="c-page">{data ? <One key={data.id} of={data} /> : <DrawerBones />}</div>
}

function One({ of }: { of: PremisesDetail }) {
  const t = usePlacePageTexts()
  const reasons = useReasons(of)
  const [open, setOpen] = useState(useAskedDeed(reasons.edit === undefined))
  const close = () => setOpen(undefined)
  return (
    <>
      <Link to="/premises" search={{ community: of.communityId }} className="rg-back">
        <ArrowLeft size={14} aria-hidden /> {t('premises.back')}
      </Link>
      <PageHeader
        title={
          <span className="rg-title">
            {of.label} <PremisesStateTag state={of.state} />
          </span>
        }
        facts={
          <>
            {of.communityName} {of.areaM2 ? `· ${of.areaM2} m² ` : ''}
            {of.buildingId ? (
              <Link to="/buildings/$buildingId" params={{ buildingId: of.buildingId }}>
                {t('premises.front')}
              </Link>
            ) : null}
          </>
        }
        actions={
          <>
            <ReasonButton
              icon={<Split size={14} aria-hidden />}
              reason={reasons.merge}
              onClick={() => setOpen('split')}
            >
              {t('split')}
            </ReasonButton>
            <ReasonButton icon={<Pencil size={14} aria-hidden />} reason={reasons.edit} onClick={() => setOpen('edit')}>
              {t('edit')}
            </ReasonButton>
            <CollectButton premisesId={of.id} communityId={of.communityId} />
          </>
        }
      />
      {of.endedOn ? <Alert type="warning" showIcon title={t('premises.ended', { day: of.endedOn })} /> : null}
      <div className="c-card rg-place__tabs">
        <PremisesTabs of={of} setOpen={setOpen} reason={reasons.edit} />
      </div>
      <Suspense fallback={null}>
        {open === 'edit' ? <PremisesForm premises={of} communityId={of.communityId} close={close} /> : null}
        {open === 'state' ? <StateForm premises={of} close={close} /> : null}
        {open === 'area' ? <AreaForm premises={of} close={close} /> : null}
        {open === 'alias' ? <AliasForm premises={of} close={close} /> : null}
        {open === 'split' ? <SplitForm premises={of} close={close} /> : null}
      </Suspense>
    </>
  )
}

/** An address may lead straight to a form: the fix link of a finding. */
function useAskedDeed(may: boolean): Deed | undefined {
  const asked = useSearch({ strict: false }) as { do?: string }
  return may ? (['edit', 'state', 'area', 'alias'] as const).find(deed => deed === asked.do) : undefined
}

function useReasons(of: PremisesDetail) {
  const t = usePlacePageTexts()
  const [mayEdit, mayMerge] = [useCan('registry.premises.edit'), useCan('registry.premises.merge')]
  const ended = of.endedOn ? t('premises.ended', { day: of.endedOn }) : undefined
  return { edit: mayEdit ? ended : t('noEdit'), merge: mayMerge ? ended : t('noMerge') }
}

interface Tab {
  key: string
  label: string
  children: ReactNode
  /** Who may not, does not see the tab. */
  needs?: Permission
  shown?: boolean
}

function PremisesTabs(props: TabProps) {
  const t = usePlacePageTexts()
  const actor = useActor()
  const { tab = 'facts' } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const all: Tab[] = [
    { key: 'facts', label: t('tab.overview'), children: <PremisesFacts {...props} /> },
    ...useHouseholdTabs(props.of),
    ...useRecordTabs(props),
  ]
  const items = all.flatMap(({ needs, shown = true, ...item }) =>
    shown && maySee(actor, needs, props.of.communityId) ? [item] : [],
  )
  return (
    <Tabs
      items={items}
      activeKey={items.some(item => item.key === tab) ? tab : 'facts'}
      onChange={key => void navigate({ to: '.', search: before => ({ ...before, tab: key }), replace: true })}
      destroyOnHidden
    />
  )
}

/** Who lives there, and what hangs on them. */
function useHouseholdTabs(of: PremisesDetail): Tab[] {
  const t = usePlacePageTexts()
  const home = of.use !== 'parking'
  const at = { premisesId: of.id, communityId: of.communityId }
  return [
    {
      ...{ key: 'people', label: t('tab.people'), needs: 'registry.people.read' },
      children: <HouseholdPanel premisesId={of.id} all={of.occupancies} />,
    },
    {
      ...{ key: 'leases', label: t('tab.leases'), needs: 'registry.leases.read', shown: home },
      children: (
        <LeasesOf premises={{ id: of.id, label: of.label, communityId: of.communityId }} reason={useEnded(of)} />
      ),
    },
    {
      ...{ key: 'vehicles', label: t('tab.vehicles'), needs: 'registry.vehicles.read', shown: home },
      children: <VehiclesOf premisesId={of.id} />,
    },
    {
      ...{ key: 'spaces', label: t('tab.spaces'), needs: 'registry.spaces.read' },
      children: home ? <PremisesSpaces {...at} /> : <OneSpace spaceId={of.id} communityId={of.communityId} />,
    },
    {
      ...{ key: 'orders', label: t('tab.orders'), needs: 'service-desk.orders.read' },
      children: <PremisesOrders {...at} />,
    },
    { ...{ key: 'bills', label: t('tab.bills'), needs: 'billing.bills.read' }, children: <PremisesBills {...at} /> },
  ]
}

/** What is recorded of the premises themselves. */
function useRecordTabs(props: TabProps): Tab[] {
  const t = usePlacePageTexts()
  const { of } = props
  return [
    {
      ...{ key: 'documents', label: t('tab.documents'), needs: 'registry.documents.read' },
      children: <DocumentsOf communityId={of.communityId} premisesId={of.id} reason={useEnded(of)} />,
    },
    { key: 'areas', label: t('tab.areas'), children: <PremisesAreas {...props} /> },
    { key: 'states', label: t('tab.states'), children: <PremisesStates {...props} /> },
    { key: 'merges', label: t('tab.merges'), children: <Successions premisesId={of.id} /> },
    {
      key: 'history',
      label: t('tab.history'),
      children: <RecordHistory route={registry.premisesHistory} params={{ premisesId: of.id }} />,
    },
  ]
}

/** Why nothing may be added to premises that have ended. */
function useEnded(of: PremisesDetail): string | undefined {
  const t = usePlacePageTexts()
  return of.endedOn ? t('premises.ended', { day: of.endedOn }) : undefined
}

/** A tab is for who may see what it shows, where that module is open. */
function maySee(actor: Actor, needs: Permission | undefined, communityId: string): boolean {
  return needs === undefined || (can(actor, needs) && isOpen(actor, needs, communityId))
}
