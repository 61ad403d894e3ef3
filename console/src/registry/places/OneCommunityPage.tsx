import { registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Button, Tabs } from 'antd'
import { ArrowLeft, Building } from 'lucide-react'
import { useRealtime } from '../../realtime.ts'
import { can, useActor } from '../../session.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { renewDocuments } from '../documents/documents.ts'
import { CommunityBuildings } from './CommunityBuildings.tsx'
import { CommunityFacts, EditCommunityButton } from './CommunityFacts.tsx'
import { usePlacePageTexts } from './page-texts.ts'
import { type CommunityDetail, communityQuery, renewPlaces } from './places.ts'
import '../registry.css'
import './places.css'

const DocumentsOf = lazyPart(async () => (await import('../documents/DocumentsOf.tsx')).DocumentsOf)
const CommunitySettings = lazyPart(async () => (await import('./CommunitySettings.tsx')).CommunitySettings)
const CommunityStaff = lazyPart(async () => (await import('./CommunityStaff.tsx')).CommunityStaff)

const TONES = { preparing: 'warning', managed: 'success', left: 'neutral' } as const

/** One community on a page of its own: facts and numbers, buildings, staff, settings, papers, history. */
export function OneCommunityPage() {
  const { communityId } = useParams({ strict: false }) as { communityId: string }
  const { data, error, refetch } = useQuery(communityQuery(communityId))
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

function One({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const navigate = useNavigate()
  return (
    <>
      <Link to="/communities" className="rg-back">
        <ArrowLeft size={14} aria-hidden /> {t('community.back')}
      </Link>
      <PageHeader
        title={
          <span className="rg-title">
            {of.name} <StatusTag tone={TONES[of.state]}>{t(`communityState.${of.state}`)}</StatusTag>
          </span>
        }
        facts={[of.code, of.address].filter(Boolean).join(' · ')}
        actions={
          <>
            <EditCommunityButton of={of} />
            <Button
              type="primary"
              icon={<Building size={14} aria-hidden />}
              onClick={() => void navigate({ to: '/premises', search: { community: of.id } })}
            >
              {t('community.list')}
            </Button>
          </>
        }
      />
      <div className="c-card rg-place__tabs">
        <CommunityTabs of={of} />
      </div>
    </>
  )
}

function CommunityTabs({ of }: { of: CommunityDetail }) {
  const t = usePlacePageTexts()
  const actor = useActor()
  const { tab = 'facts' } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const items = [
    { key: 'facts', label: t('tab.overview'), children: <CommunityFacts of={of} /> },
    { key: 'buildings', label: t('tab.buildings'), children: <CommunityBuildings communityId={of.id} /> },
    {
      key: 'staff',
      label: t('tab.staff'),
      needs: 'identity.staff.read' as const,
      children: <CommunityStaff communityId={of.id} />,
    },
    {
      key: 'settings',
      label: t('tab.settings'),
      needs: 'platform.settings.read' as const,
      children: <CommunitySettings communityId={of.id} />,
    },
    {
      key: 'documents',
      label: t('tab.documents'),
      needs: 'registry.documents.read' as const,
      children: <DocumentsOf communityId={of.id} premisesId={null} />,
    },
    {
      key: 'history',
      label: t('tab.history'),
      children: <RecordHistory route={registry.communityHistory} params={{ communityId: of.id }} />,
    },
  ].flatMap(({ needs, ...item }) => (needs && !can(actor, needs) ? [] : [item]))
  return (
    <Tabs
      items={items}
      activeKey={items.some(item => item.key === tab) ? tab : 'facts'}
      onChange={key => void navigate({ to: '.', search: before => ({ ...before, tab: key }), replace: true })}
      destroyOnHidden
    />
  )
}
