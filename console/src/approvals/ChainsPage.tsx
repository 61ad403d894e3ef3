import { approvals } from '@anju/contract'
import { formatDateTime, formatFen, numbered } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useActor, useCan } from '../session.tsx'
import { ExportButton, ListPage } from '../shell/list/index.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { type Chain, type ChainStep, chainsQuery } from './approvals.ts'
import { useApprovalWords } from './kind-words.ts'
import { useApprovalTexts } from './texts.ts'
import './approvals.css'

const ChainDrawer = lazy(async () => ({ default: (await import('./ChainDrawer.tsx')).ChainDrawer }))

/** Who approves each kind of request, by amount. */
export function ChainsPage() {
  const t = useApprovalTexts()
  const { data, error, refetch } = useQuery(chainsQuery)
  return (
    <ListPage>
      <PageHeader
        title={t('chains.title')}
        facts={t('chains.facts')}
        actions={
          <>
            <ExportButton route={approvals.exportChains} query={{}} name={t('chains.title')} />
            <Link to="/approvals" className="ap-link">
              <ArrowLeft size={14} aria-hidden /> {t('chains.back')}
            </Link>
          </>
        }
      />
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && !error ? <DrawerBones /> : null}
      {data ? <Chains items={data.items} roles={data.roles} /> : null}
    </ListPage>
  )
}

interface ChainsProps {
  items: readonly Chain[]
  roles: readonly { id: string; name: string }[]
}

function Chains({ items, roles }: ChainsProps) {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  const [editing, setEditing] = useState<Chain>()
  const [open, setOpen] = useState(false)
  const hindrance = useHindrance()
  return (
    <div className="ap-chains">
      {items.map(chain => (
        <section key={chain.kind} className="c-card ap-chain-card" aria-label={word(`kind.${chain.kind}`)}>
          <header>
            <h2>{word(`kind.${chain.kind}`)}</h2>
            <StatusTag tone={chain.own ? 'info' : 'neutral'}>
              {t(chain.own ? 'chains.own' : 'chains.fallback')}
            </StatusTag>
            <ReasonButton
              size="small"
              reason={hindrance}
              aria-label={`${t('chains.edit')} ${word(`kind.${chain.kind}`)}`}
              onClick={() => {
                setEditing(chain)
                setOpen(true)
              }}
            >
              {t('chains.edit')}
            </ReasonButton>
          </header>
          <Steps steps={chain.steps} roles={roles} />
          {chain.changedByName && chain.changedAt ? (
            <p className="ap-quiet">
              {t('chains.changed', { name: chain.changedByName, time: formatDateTime(chain.changedAt) })}
            </p>
          ) : null}
        </section>
      ))}
      {editing ? (
        <Suspense fallback={null}>
          <ChainDrawer
            key={`${editing.kind} ${editing.version}`}
            chain={editing}
            roles={roles}
            open={open}
            close={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </div>
  )
}

/** Why this person may not change a chain; undefined when they may. */
function useHindrance(): string | undefined {
  const t = useApprovalTexts()
  const permission = usePermissionTexts()
  const { communityIds } = useActor()
  const may = useCan('approvals.chains.manage')
  if (!may) return t('needsPermission', { permission: permission('approvals.chains.manage') })
  return communityIds === null ? undefined : t('chains.companyOnly')
}

function Steps({ steps, roles }: { steps: readonly ChainStep[]; roles: ChainsProps['roles'] }) {
  const t = useApprovalTexts()
  const permission = usePermissionTexts()
  return (
    <ol className="ap-steps">
      {numbered(steps).map(({ thing: step, place }) => {
        const role = roles.find(one => one.id === step.roleId)
        const byRole = role ? t('step.byRole', { role: role.name }) : t('step.roleGone')
        const from = place === 0 ? t('chains.fromFirst') : t('step.from', { amount: formatFen(step.fromFen) })
        return (
          <li key={place}>
            <strong>{t('step.number', { number: place + 1 })}</strong> <span className="ap-quiet">{from}</span>{' '}
            {step.permission === null ? byRole : permission(step.permission)}
          </li>
        )
      })}
    </ol>
  )
}
