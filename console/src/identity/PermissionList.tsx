import type { Permission } from '@anju/contract'
import { Check, Minus } from 'lucide-react'
import { usePermissionTexts } from '../texts/permissions.ts'
import { permissionGroups } from './permission-groups.ts'
import { useIdentityTexts } from './texts.ts'

interface PermissionListProps {
  held: readonly Permission[]
  /** Leave out what is not held, instead of drawing it without a tick. */
  heldOnly?: boolean
}

/** Permissions in words, by module; held ones are ticked, in signs and for screen readers in words. */
export function PermissionList({ held, heldOnly = false }: PermissionListProps) {
  const t = useIdentityTexts()
  const name = usePermissionTexts()
  const groups = permissionGroups()
    .map(group => ({
      ...group,
      permissions: group.permissions.filter(permission => !heldOnly || held.includes(permission)),
    }))
    .filter(group => group.permissions.length > 0)
  return (
    <div className="id-permissions">
      {groups.map(({ module, permissions }) => (
        <section key={module}>
          <h4>{t(`module.${module}`)}</h4>
          <ul>
            {permissions.map(permission => {
              const has = held.includes(permission)
              const Icon = has ? Check : Minus
              return (
                <li key={permission} data-held={has} title={permission}>
                  <Icon size={14} aria-hidden />
                  <span>{name(permission)}</span>
                  {heldOnly ? null : <span className="c-unseen">{t(has ? 'roles.granted' : 'roles.denied')}</span>}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}
