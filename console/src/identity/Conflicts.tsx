import type { Permission } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { usePermissionTexts } from '../texts/permissions.ts'
import { useAccountTexts } from './accounts-texts.ts'
import { roleRulesQuery } from './staff.ts'

/** Pairs of permissions that one person should better not hold together. */
export function Conflicts({ held }: { held: readonly Permission[] }) {
  const t = useAccountTexts()
  const name = usePermissionTexts()
  const { data: rules } = useQuery(roleRulesQuery)
  const found = rules?.conflicts.filter(({ one, other }) => held.includes(one) && held.includes(other)) ?? []
  if (found.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t('role.conflicts')}
      description={
        <ul className="id-conflicts">
          {found.map(({ code, one, other }) => (
            <li key={`${one} ${other}`}>
              {name(one)} + {name(other)} · {t(`conflict.${code}`)}
            </li>
          ))}
        </ul>
      }
    />
  )
}
