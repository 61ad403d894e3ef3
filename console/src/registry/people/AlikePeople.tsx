import { registry } from '@anju/contract'
import { comma } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Alert, Form } from 'antd'
import { call } from '../../api.ts'
import { useSettled } from '../../billing/useSettled.ts'
import { usePersonTexts } from './person-texts.ts'
import type { PersonValues } from './person-values.ts'

const PAUSE_MS = 400

/** While somebody is typed: who is already there with this name, phone or document. */
export function AlikePeople({ exceptId }: { exceptId: string | undefined }) {
  const t = usePersonTexts()
  const name = Form.useWatch<string | undefined>('name') ?? ''
  const phones = Form.useWatch<PersonValues['phones']>('phones') ?? []
  const idNumber = Form.useWatch<string | undefined>('idNumber') ?? ''
  const numbers = phones.flatMap(phone =>
    phone?.number && phone.number.length >= 7 ? [phone.number.slice(0, 30)] : [],
  )
  const asked = useSettled(
    JSON.stringify({ name: name.trim(), phones: numbers, idNumber: idNumber.trim() || null }),
    PAUSE_MS,
  )
  const { data } = useQuery({
    queryKey: [registry.findLikePeople.path, asked, exceptId],
    enabled: name.trim().length > 1 || numbers.length > 0 || idNumber.length > 7,
    // Phones and documents do not stay in the cache.
    gcTime: 0,
    queryFn: ({ signal }) => {
      const input = JSON.parse(asked) as { name: string; phones: string[]; idNumber: string | null }
      return call(registry.findLikePeople, { body: { ...input, exceptId }, signal })
    },
  })
  if (!data || data.items.length === 0) return null
  return (
    <Alert
      className="rg-alike"
      type="warning"
      showIcon
      title={t('alike.title')}
      description={
        <ul>
          {data.items.map(person => (
            <li key={person.id}>
              <Link to="/people/$personId" params={{ personId: person.id }} target="_blank">
                {person.name}
              </Link>{' '}
              <span className="c-number">{person.phoneMasked}</span> {person.premises.join(comma())}{' '}
              <small>{person.same.map(same => t(`alike.${same}`)).join(' · ')}</small>
            </li>
          ))}
        </ul>
      }
    />
  )
}
