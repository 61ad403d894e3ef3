import { identity, PERMISSIONS, type Permission, STAFF_PERMISSIONS } from '@anju/contract'
import { comma, useLocale } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Alert, Select } from 'antd'
import { Eye } from 'lucide-react'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { useModules } from '../module.ts'
import { listKey } from '../shell/list/index.ts'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { useAccountTexts } from './accounts-texts.ts'
import { Conflicts } from './Conflicts.tsx'
import { PermissionList } from './PermissionList.tsx'
import { permissionsOf, rolesQuery, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

interface Preview {
  permissions: Permission[]
  communityIds: string[] | null
  buildingIds: string[] | null
  disabled: boolean
}

/** Who can see what: of somebody, or of a role in a community, the pages and deeds in words; of a permission, who holds it. */
export function AccessPanel() {
  const t = useAccountTexts()
  const search = useSearch({ strict: false })
  const { preview, error } = usePreview(search.who, search.role, search.community)
  const held = PERMISSIONS.find(permission => permission === search.may)
  return (
    <div className="id-access">
      <section className="c-card id-card">
        <p className="id-quiet">{t('access.facts')}</p>
        <Chooser />
      </section>
      {error ? <FailureNotice error={error} retry={() => undefined} /> : null}
      {held ? <HoldersOf permission={held} /> : null}
      {!held && preview ? <Shown preview={preview} /> : null}
      {held || preview || error ? null : (
        <StatePage level="part" icon={Eye} title={t('access.choose')}>
          {t('access.chooseText')}
        </StatePage>
      )}
    </div>
  )
}

/** The rights of an account as they are, or of a role in the chosen community. */
function usePreview(who?: string, roleId?: string, communityId?: string) {
  const roles = useQuery(rolesQuery)
  const staff = useQuery({
    queryKey: [...listKey(identity.listStaff), who],
    enabled: who !== undefined,
    queryFn: () => call(identity.readStaff, { params: { staffId: who ?? '' } }),
  })
  const error = roles.error ?? staff.error
  const known = roles.data ?? []
  let preview: Preview | null = null
  if (who !== undefined && staff.data) preview = ofStaff(staff.data, known)
  const role = known.find(one => one.id === roleId)
  if (who === undefined && role) {
    const communityIds = communityId ? [communityId] : null
    preview = { permissions: permissionsOf([role]), communityIds, buildingIds: null, disabled: false }
  }
  return { preview, error }
}

function ofStaff(staff: Staff, roles: Parameters<typeof permissionsOf>[0]): Preview {
  const { communityIds, buildingIds, state } = staff
  const held = roles.filter(role => staff.roles.some(one => one.id === role.id))
  return { permissions: permissionsOf(held), communityIds, buildingIds, disabled: state === 'disabled' }
}

function Chooser() {
  const t = useAccountTexts()
  const name = usePermissionTexts()
  const navigate = useNavigate()
  const search = useSearch({ strict: false })
  const { data: roles = [] } = useQuery(rolesQuery)
  const { data: staff } = useQuery({
    queryKey: [...listKey(identity.listStaff), 'chooser'],
    queryFn: () => call(identity.listStaff, { query: { limit: 200, sort: 'name' } }),
  })
  const choose = (chosen: { who?: string; role?: string; may?: string }) =>
    void navigate({
      to: '/staff',
      search: { tab: 'access', who: undefined, role: undefined, may: undefined, ...chosen },
    })
  return (
    <div className="id-choosers">
      <Select
        aria-label={t('access.who')}
        placeholder={t('access.who')}
        value={search.who}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={(staff?.items ?? []).map(one => ({ value: one.id, label: `${one.name} ${one.userName}` }))}
        onChange={who => choose({ who })}
      />
      <Select
        aria-label={t('access.role')}
        placeholder={t('access.role')}
        value={search.role}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={roles.map(role => ({ value: role.id, label: role.name }))}
        onChange={role => choose({ role })}
      />
      <Select
        aria-label={t('access.permission')}
        placeholder={t('access.permission')}
        value={search.may}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={STAFF_PERMISSIONS.map(permission => ({ value: permission, label: name(permission) }))}
        onChange={may => choose({ may })}
      />
    </div>
  )
}

function Shown({ preview }: { preview: Preview }) {
  const t = useAccountTexts()
  const { locale } = useLocale()
  const { all } = useCommunity()
  const modules = useModules()
  const { permissions, communityIds, buildingIds, disabled } = preview
  const places =
    communityIds === null
      ? t('access.everywhere')
      : all
          .filter(community => communityIds.includes(community.id))
          .map(community => community.name)
          .join(comma())
  const pages = modules
    .flatMap(module => module.nav)
    .filter(entry => permissions.some(permission => permission === entry.permission))
  return (
    <article className="c-card id-card">
      {disabled ? <Alert type="warning" showIcon title={t('access.disabled')} /> : null}
      <p>
        {t('access.in', { places })}
        {buildingIds ? `；${t('access.onlyBuildings', { count: buildingIds.length })}` : ''}
      </p>
      <section>
        <h3>{t('access.pages')}</h3>
        {pages.length > 0 ? (
          <ul className="id-pages">
            {pages.map(({ to, label, icon: Icon }) => (
              <li key={to}>
                <Icon size={14} aria-hidden /> {label[locale]}
              </li>
            ))}
          </ul>
        ) : (
          <p className="id-quiet">{t('access.noPages')}</p>
        )}
      </section>
      <section>
        <h3>{t('access.can')}</h3>
        <PermissionList held={permissions} heldOnly />
      </section>
      <Conflicts held={permissions} />
    </article>
  )
}

const SHOWN = 50

function HoldersOf({ permission }: { permission: Permission }) {
  const t = useAccountTexts()
  const words = useIdentityTexts()
  const name = usePermissionTexts()
  const query = { permission, limit: SHOWN }
  const { data, error, refetch } = useQuery({
    queryKey: [...listKey(identity.listStaff), query],
    queryFn: () => call(identity.listStaff, { query }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return null
  return (
    <article className="c-card id-card">
      <h3>{data.total === 0 ? t('access.nobody') : t('access.holders', { permission: name(permission) })}</h3>
      <div className="id-holders">
        {data.items.map(staff => (
          <Link
            key={staff.id}
            to="/staff"
            search={{ tab: 'access', who: staff.id }}
            className="id-holder"
            data-off={staff.state === 'disabled'}
          >
            {staff.name}
            <small>
              {staff.roles.map(role => role.name).join(comma())}
              {staff.state === 'disabled' ? ` · ${words('state.disabled')}` : ''}
            </small>
          </Link>
        ))}
        {data.total > data.items.length ? (
          <Link to="/staff" search={{ permission }}>
            {t('access.more', { count: data.total })}
          </Link>
        ) : null}
      </div>
    </article>
  )
}
