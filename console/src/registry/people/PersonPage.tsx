import { type Permission, registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Alert, Tabs } from 'antd'
import { ArrowLeft, Pencil } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Actor, can, isOpen, useActor, useCan } from '../../session.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { OccupancyTable } from '../OccupancyTable.tsx'
import { PersonFactsList } from './PersonFactsList.tsx'
import type { Revealed } from './people.ts'
import { type PersonDetail, personQuery, renewPeople } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import { RevealBar } from './RevealBar.tsx'
import { Tags } from './Tags.tsx'
import { usePeopleTexts } from './texts.ts'
import '../registry.css'
import './people.css'

const CustomFields = lazyPart(async () => (await import('./CustomFields.tsx')).CustomFields)

const LeasesOf = lazyPart(async () => (await import('../leases/LeasesOf.tsx')).LeasesOf)
const PremisesOrders = lazyPart(async () => (await import('../places/PremisesOrders.tsx')).PremisesOrders)
const PremisesSpaces = lazyPart(async () => (await import('../places/PremisesSpaces.tsx')).PremisesSpaces)
const VehiclesOf = lazyPart(async () => (await import('../vehicles/VehiclesOf.tsx')).VehiclesOf)
const PersonContacts = lazyPart(async () => (await import('./PersonContacts.tsx')).PersonContacts)
const PersonLinks = lazyPart(async () => (await import('./PersonLinks.tsx')).PersonLinks)

const PersonForm = lazy(async () => ({ default: (await import('./PersonForm.tsx')).PersonForm }))

/** One person or organisation on a page of its own: facts, premises over time, leases, vehicles, spaces, orders, contacts, history. */
export function PersonPage() {
  const { personId } = useParams({ strict: false }) as { personId: string }
  const { data, error, refetch } = useQuery(personQuery(personId))
  useRealtime(['registry.*'], () => void renewPeople())
  if (error && !data)
    return (
      <div className="c-page">
        <FailureNotice error={error} retry={() => void refetch()} />
      </div>
    )
  return <div className="c-page">{data ? <Person key={data.id} of={data} /> : <DrawerBones />}</div>
}

function Person({ of }: { of: PersonDetail }) {
  const t = usePersonTexts()
  const [revealed, setRevealed] = useState<Revealed>()
  return (
    <>
      <Link to="/people" className="rg-back">
        <ArrowLeft size={14} aria-hidden /> {t('back')}
      </Link>
      <PageHeader
        title={of.name}
        facts={
          <span className="rg-person__facts">
            {t(`type.${of.type}`)} <Tags of={of.tags} />
          </span>
        }
        actions={<EditButton of={of} />}
      />
      {of.erasedOn ? <Alert type="info" showIcon title={t('erased', { on: of.erasedOn })} /> : null}
      {of.mergedInto ? (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('merged')}
              <Link to="/people/$personId" params={{ personId: of.mergedInto }}>
                {t('mergedOpen')}
              </Link>
            </>
          }
        />
      ) : null}
      <div className="c-card rg-person__tabs">
        <PersonTabs of={of} revealed={revealed} setRevealed={setRevealed} />
      </div>
    </>
  )
}

function EditButton({ of }: { of: PersonDetail }) {
  const t = usePersonTexts()
  const may = useCan('registry.people.edit')
  // An address may lead straight to the form: the fix link of a finding.
  const asked = useSearch({ strict: false }) as { do?: string }
  const [open, setOpen] = useState(asked.do === 'edit' && may && of.erasedOn === null)
  return (
    <>
      <ReasonButton
        type="primary"
        icon={<Pencil size={14} aria-hidden />}
        reason={may ? whyKept(of, t) : t('noEdit')}
        onClick={() => setOpen(true)}
      >
        {t('edit')}
      </ReasonButton>
      <Suspense fallback={null}>{open ? <PersonForm open person={of} close={() => setOpen(false)} /> : null}</Suspense>
    </>
  )
}

/** Why a record is not edited any more. */
function whyKept(of: PersonDetail, t: ReturnType<typeof usePersonTexts>): string | undefined {
  if (of.erasedOn) return t('erased', { on: of.erasedOn })
  return of.mergedInto ? t('merged') : undefined
}

interface PersonTabsProps {
  of: PersonDetail
  revealed: Revealed | undefined
  setRevealed: (revealed: Revealed | undefined) => void
}

interface Tab {
  key: string
  label: string
  children: ReactNode
  /** Who may not, does not see the tab. */
  needs?: Permission
}

function PersonTabs({ of, revealed, setRevealed }: PersonTabsProps) {
  const t = usePersonTexts()
  const { tab = 'facts' } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const actor = useActor()
  const reveal = <RevealBar of={of} revealed={revealed} onRevealed={setRevealed} />
  const all: Tab[] = [
    {
      ...{ key: 'facts', label: t('tab.facts') },
      children: (
        <>
          <PersonFactsList of={of} revealed={revealed} />
          {reveal}
          <CustomFields subject="person" id={of.id} />
          <PersonLinks of={of} />
        </>
      ),
    },
    {
      ...{ key: 'contacts', label: t(of.type === 'organisation' ? 'tab.contacts' : 'tab.contactsAndPets') },
      children: (
        <>
          <PersonContacts of={of} revealed={revealed} />
          {reveal}
        </>
      ),
    },
    { key: 'households', label: t('tab.households'), children: <Households of={of} /> },
    {
      ...{ key: 'leases', label: t('tab.leases'), needs: 'registry.leases.read' },
      children: <LeasesOf person={of} reason={of.mergedInto ? t('merged') : undefined} />,
    },
    {
      ...{ key: 'vehicles', label: t('tab.vehicles'), needs: 'registry.vehicles.read' },
      children: <VehiclesOf personId={of.id} />,
    },
    {
      ...{ key: 'spaces', label: t('tab.spaces'), needs: 'registry.spaces.read' },
      children: <PremisesSpaces personId={of.id} />,
    },
    {
      ...{ key: 'orders', label: t('tab.orders'), needs: 'service-desk.orders.read' },
      children: <PremisesOrders personId={of.id} />,
    },
    {
      ...{ key: 'history', label: t('tab.history') },
      children: <RecordHistory route={registry.personHistory} params={{ personId: of.id }} />,
    },
  ]
  const items = all.flatMap(({ needs, ...item }) => (maySee(actor, needs, of.communityId) ? [item] : []))
  return (
    <Tabs
      items={items}
      activeKey={items.some(item => item.key === tab) ? tab : 'facts'}
      onChange={key => void navigate({ to: '.', search: before => ({ ...before, tab: key }), replace: true })}
      destroyOnHidden
    />
  )
}

/** A tab is for who may see what it shows, where that module is open. */
function maySee(actor: Actor, needs: Permission | undefined, communityId: string): boolean {
  return needs === undefined || (can(actor, needs) && isOpen(actor, needs, communityId))
}

function Households({ of }: { of: PersonDetail }) {
  const t = usePeopleTexts()
  if (of.occupancies.length === 0)
    return (
      <p className="rg-none">
        {t('person.noHouseholds')} <Link to="/premises">{t('person.toPremises')}</Link>
      </p>
    )
  return (
    <div className="rg-table-scroll">
      <OccupancyTable name={t('person.households')} of={of.occupancies} rows="premises" />
    </div>
  )
}
