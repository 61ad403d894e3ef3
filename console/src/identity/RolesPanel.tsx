import { identity, STAFF_PERMISSIONS } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ShieldQuestion } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { listKey } from '../shell/list/index.ts'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../shell/states/PageSkeleton.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { useDelayed } from '../shell/states/useDelayed.ts'
import { Conflicts } from './Conflicts.tsx'
import { PermissionList } from './PermissionList.tsx'
import { RoleActions, RoleAdding } from './RoleActions.tsx'
import type { EditedRole } from './RoleEditor.tsx'
import { type Role, rolesQuery } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

// Fields and ticks come when something is edited.
const RoleEditor = lazy(async () => ({ default: (await import('./RoleEditor.tsx')).RoleEditor }))

/** The roles on the left; what the chosen one allows and who holds it beside. */
export function RolesPanel() {
  const t = useIdentityTexts()
  const navigate = useNavigate()
  const [edited, setEdited] = useState<EditedRole>()
  const { data, error, refetch } = useQuery(rolesQuery)
  const slow = useDelayed(!data && !error)
  const asked = useSearch({ strict: false }).role
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return slow ? <PageSkeleton /> : null
  const sorted = data.toSorted((a, b) => b.permissions.length - a.permissions.length)
  const role = sorted.find(one => one.id === asked) ?? sorted[0]
  if (!role) {
    return (
      <StatePage level="part" icon={ShieldQuestion} title={t('roles.empty')}>
        {t('roles.emptyText')}
      </StatePage>
    )
  }
  return (
    <div className="id-roles">
      <nav className="c-card id-roles__list" aria-label={t('roles.list')}>
        <RoleAdding edit={setEdited} />
        <ul>
          {sorted.map(one => (
            <li key={one.id}>
              <Link
                to="/staff"
                search={{ tab: 'roles', role: one.id }}
                replace
                className="id-role"
                aria-current={one === role ? 'true' : undefined}
                activeOptions={{ exact: true }}
              >
                <strong>{one.name}</strong>
                <small>
                  {t('roles.staffCount', { count: one.staffCount })} ·{' '}
                  {t('roles.permissionCount', { held: one.permissions.length, all: STAFF_PERMISSIONS.length })}
                </small>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <RoleCard key={role.id} role={role} edit={setEdited} />
      <Suspense fallback={null}>
        <RoleEditor
          edited={edited}
          close={() => setEdited(undefined)}
          onSaved={saved => void navigate({ to: '/staff', search: { tab: 'roles', role: saved.id } })}
        />
      </Suspense>
    </div>
  )
}

function RoleCard({ role, edit }: { role: Role; edit: (edited: EditedRole) => void }) {
  const t = useIdentityTexts()
  return (
    <article className="c-card id-role-card" aria-label={role.name}>
      <header>
        <h2>{role.name}</h2>
        <RoleActions role={role} edit={edit} />
      </header>
      <Conflicts held={role.permissions} />
      <section>
        <h3>{t('roles.holders')}</h3>
        <Holders role={role} />
      </section>
      <section>
        <h3>{t('roles.permissions')}</h3>
        <PermissionList held={role.permissions} />
      </section>
    </article>
  )
}

const SHOWN = 20

/** The first holders by name; the staff list has all of them. */
function Holders({ role }: { role: Role }) {
  const t = useIdentityTexts()
  const query = { roleId: role.id, limit: SHOWN }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(identity.listStaff), query],
    queryFn: ({ signal }) => call(identity.listStaff, { query, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <div className="id-holders" />
  if (data.total === 0) return <p className="id-quiet">{t('roles.noHolders')}</p>
  return (
    <div className="id-holders">
      {data.items.map(staff => (
        <Link
          key={staff.id}
          to="/staff"
          search={{ open: staff.id }}
          className="id-holder"
          data-off={staff.state === 'disabled'}
        >
          {staff.name}
          {staff.state === 'disabled' ? <small>{t('state.disabled')}</small> : null}
        </Link>
      ))}
      {data.total > data.items.length ? (
        <Link to="/staff" search={{ roleId: role.id }}>
          {t('roles.allHolders', { count: data.total })}
        </Link>
      ) : null}
    </div>
  )
}
