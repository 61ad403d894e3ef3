import { formatDateTime, useBrowserNow } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { UserX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useActor, useCan } from '../session.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { StatePage } from '../shell/states/StatePage.tsx'
import { AccessActions } from './AccessActions.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import { PermissionList } from './PermissionList.tsx'
import { ReasonButton } from './ReasonButton.tsx'
import { Scope } from './Scope.tsx'
import { StaffSessions } from './StaffSessions.tsx'
import type { StateChange } from './StaffStateDialog.tsx'
import { StaffStateTag } from './StaffStateTag.tsx'
import { isLocked, isWithin, permissionsOf, rolesQuery, type Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

const StaffStateDialog = lazy(async () => ({ default: (await import('./StaffStateDialog.tsx')).StaffStateDialog }))

/** The roles an account holds, once they are loaded. */
function useRolesOf(staff: Staff) {
  const { data = [] } = useQuery(rolesQuery)
  return data.filter(role => staff.roles.some(held => held.id === role.id))
}

/** One account: who, where, and what its roles allow. */
export function StaffCard({ staff, loading }: { staff: Staff | undefined; loading: boolean }) {
  const t = useIdentityTexts()
  if (staff) return <Shown staff={staff} />
  if (loading) return null
  return <StatePage level="part" icon={UserX} title={t('drawer.missing')} />
}

function Shown({ staff }: { staff: Staff }) {
  const t = useIdentityTexts()
  const words = useAccountTexts()
  const may = useCan('identity.staff.manage')
  const roles = useRolesOf(staff)
  const locked = isLocked(staff, useBrowserNow())
  return (
    <div className="id-sections">
      {locked && staff.lockedUntil ? (
        <Alert type="warning" showIcon title={t('state.lockedUntil', { time: formatDateTime(staff.lockedUntil) })} />
      ) : null}
      <Facts staff={staff} />
      {may ? (
        <section>
          <h3>{words('sessions.of')}</h3>
          <StaffSessions staffId={staff.id} />
        </section>
      ) : null}
      <section>
        <h3>{t('drawer.permissions')}</h3>
        <PermissionList held={permissionsOf(roles)} heldOnly />
      </section>
    </div>
  )
}

function Facts({ staff }: { staff: Staff }) {
  const t = useIdentityTexts()
  const words = useAccountTexts()
  return (
    <dl className="c-facts">
      <div>
        <dt>{t('field.userName')}</dt>
        <dd>
          <CopyId id={staff.userName} what={t('field.userName')} />
        </dd>
      </div>
      <div>
        <dt>{t('field.state')}</dt>
        <dd>
          <StaffStateTag staff={staff} />
        </dd>
      </div>
      <div>
        <dt>{words('field.phone')}</dt>
        <dd>{staff.phoneMasked ?? words('none')}</dd>
      </div>
      <div>
        <dt>{words('field.access')}</dt>
        <dd>{words(`access.${staff.access}`)}</dd>
      </div>
      <div>
        <dt>{words('field.totp')}</dt>
        <dd>{words(staff.totp ? 'totp.on' : 'totp.off')}</dd>
      </div>
      <div>
        <dt>{t('field.lastSignIn')}</dt>
        <dd>{staff.lastSignInAt ? formatDateTime(staff.lastSignInAt) : t('never')}</dd>
      </div>
      <div>
        <dt>{t('field.roles')}</dt>
        <dd>{staff.roles.map(role => role.name).join(t('comma')) || words('none')}</dd>
      </div>
      {staff.pendingRoles.length > 0 ? (
        <div>
          <dt>{words('field.pending')}</dt>
          <dd>{staff.pendingRoles.join(t('comma'))}</dd>
        </div>
      ) : null}
      <div>
        <dt>{t('drawer.scope')}</dt>
        <dd>
          <Scope of={staff.communityIds} buildings={staff.buildingIds} whole />
        </dd>
      </div>
      <div>
        <dt>{t('field.id')}</dt>
        <dd>
          <CopyId id={staff.id} what={t('field.id')} />
        </dd>
      </div>
    </dl>
  )
}

/** Disable, enable, unlock: each asks for a reason; what the actor may not do says why. */
export function StaffActions({ staff }: { staff: Staff }) {
  const t = useIdentityTexts()
  const actor = useActor()
  const may = useCan('identity.staff.manage')
  const roles = useRolesOf(staff)
  const locked = isLocked(staff, useBrowserNow())
  const [asking, setAsking] = useState<StateChange>()
  const beyond = !isWithin(actor, permissionsOf(roles), staff)
  const reason = may ? (beyond ? t('create.roleBeyond') : undefined) : t('noManage')
  const self = staff.id === actor.accountId ? t('self.reason') : undefined
  return (
    <>
      {locked ? (
        <ReasonButton size="small" onClick={() => setAsking('unlock')} reason={reason ?? self}>
          {t('unlock')}
        </ReasonButton>
      ) : null}
      <AccessActions staff={staff} reason={reason} self={self} />
      {staff.state === 'active' ? (
        <ReasonButton size="small" danger onClick={() => setAsking('disable')} reason={reason ?? self}>
          {t('disable')}
        </ReasonButton>
      ) : (
        <ReasonButton size="small" type="primary" onClick={() => setAsking('enable')} reason={reason}>
          {t('enable')}
        </ReasonButton>
      )}
      <Suspense fallback={null}>
        <StaffStateDialog staff={staff} change={asking} close={() => setAsking(undefined)} />
      </Suspense>
    </>
  )
}
