import { registry, type WireRequestOf } from '@anju/contract'
import { comma, DateText } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { DrawerBones } from '../DrawerBones.tsx'
import { type PersonDetail, personQuery } from '../people/people.ts'
import { usePersonTexts } from '../people/person-texts.ts'
import { usePeopleTexts } from '../people/texts.ts'
import { type Pair, renewDuplicates } from './pair.ts'
import { useDuplicateTexts } from './texts.ts'

type Take = WireRequestOf<typeof registry.mergePeople>['body']['take']
type Field = keyof Take
type Side = 'one' | 'other'

const FIELDS: readonly Field[] = [
  'name',
  'primaryPhone',
  'document',
  'sex',
  'birthday',
  'email',
  'postalAddress',
  'legalRepresentative',
  'note',
]

/** Two people side by side: which record stays, which value of each field; then merged, or dismissed as two. */
export function PairCard({ pair, close }: { pair: Pair; close: () => void }) {
  const one = useQuery(personQuery(pair.one.id))
  const other = useQuery(personQuery(pair.other.id))
  const failed = one.error ?? other.error
  if (failed && !(one.data && other.data))
    return <FailureNotice error={failed} retry={() => void Promise.all([one.refetch(), other.refetch()])} />
  if (!one.data || !other.data) return <DrawerBones />
  return <Comparison pair={pair} people={{ one: one.data, other: other.data }} close={close} />
}

interface ComparisonProps {
  pair: Pair
  people: Record<Side, PersonDetail>
  close: () => void
}

function Comparison({ pair, people, close }: ComparisonProps) {
  const t = useDuplicateTexts()
  const show = useValues()
  const [keep, setKeep] = useState<Side>('one')
  const [chosen, setChosen] = useState<Partial<Record<Field, Side>>>({})
  const sideOf = (field: Field): Side => chosen[field] ?? fuller(field, people, keep, show)
  const fields = FIELDS.filter(field => show(field, people.one) !== null || show(field, people.other) !== null)
  return (
    <div className="rg-sections">
      <p className="rg-none">{t('choose')}</p>
      <table className="rg-table rg-compare" aria-label={t('compare')}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            {(['one', 'other'] as const).map(side => (
              <th key={side} scope="col">
                <Radio checked={keep === side} onChange={() => setKeep(side)} name="keep">
                  {t('keep')}
                </Radio>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(field => (
            <tr key={field}>
              <th scope="row">{t(field)}</th>
              {(['one', 'other'] as const).map(side => (
                <td key={side}>
                  <Radio
                    name={field}
                    checked={sideOf(field) === side}
                    onChange={() => setChosen(before => ({ ...before, [field]: side }))}
                  >
                    {show(field, people[side]) ?? '–'}
                  </Radio>
                </td>
              ))}
            </tr>
          ))}
          <Plain
            name={t('households')}
            people={people}
            show={person => person.premises.map(p => p.label).join(comma())}
          />
          <Plain name={t('registered')} people={people} show={person => <DateText at={person.createdAt} as="date" />} />
        </tbody>
      </table>
      <Deeds pair={pair} people={people} keep={keep} sideOf={sideOf} close={close} />
    </div>
  )
}

function Plain({
  name,
  people,
  show,
}: {
  name: string
  people: Record<Side, PersonDetail>
  show: (person: PersonDetail) => ReactNode
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{show(people.one) || '–'}</td>
      <td>{show(people.other) || '–'}</td>
    </tr>
  )
}

/** The value that is known; of two known ones that of the record that stays. */
function fuller(
  field: Field,
  people: Record<Side, PersonDetail>,
  keep: Side,
  show: (field: Field, person: PersonDetail) => string | null,
): Side {
  const away = keep === 'one' ? 'other' : 'one'
  return show(field, people[keep]) === null && show(field, people[away]) !== null ? away : keep
}

function useValues(): (field: Field, person: PersonDetail) => string | null {
  const d = usePersonTexts()
  const p = usePeopleTexts()
  return (field, person) => {
    if (field === 'primaryPhone') return person.phoneMasked
    if (field === 'sex') return person.sex ? p(`sex.${person.sex}`) : null
    if (field === 'document')
      return person.idNumberMasked
        ? [person.idType ? d(`idType.${person.idType}`) : null, person.idNumberMasked].filter(Boolean).join(' ')
        : null
    if (field === 'email') return person.emailMasked
    if (field === 'postalAddress') return person.postalAddressMasked
    return person[field] || null
  }
}

interface DeedsProps extends ComparisonProps {
  keep: Side
  sideOf: (field: Field) => Side
}

function Deeds({ pair, people, keep, sideOf, close }: DeedsProps) {
  const t = useDuplicateTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const survivor = people[keep]
  const merged = people[keep === 'one' ? 'other' : 'one']
  const done = (words: string) => {
    void renewDuplicates()
    close()
    void message.success(words)
  }
  const dismissed = pair.state === 'dismissed'
  const dismiss = useMutation({
    mutationFn: () => call(registry.decideDuplicate, { params: { pairId: pair.id }, body: { dismissed: !dismissed } }),
    onSuccess: () => done(dismissed ? t('reopened') : t('dismissed')),
    onError: error => void message.error(explain(error)),
  })
  const merge = () =>
    modal.confirm({
      title: t('mergeTitle', { name: people[sideOf('name')].name }),
      content: t('mergeText'),
      okText: t('merge'),
      cancelText: t('cancel'),
      onOk: async () => {
        const take = Object.fromEntries(
          FIELDS.map(field => [field, sideOf(field) === keep ? 'survivor' : 'merged']),
        ) as Take
        const body = {
          id: newId(),
          version: survivor.version,
          mergedId: merged.id,
          mergedVersion: merged.version,
          take,
        }
        try {
          await call(registry.mergePeople, { params: { personId: survivor.id }, body })
          done(t('merged'))
        } catch (error) {
          void message.error(explain(error), 6)
          await renewDuplicates()
        }
      },
    })
  return (
    <div className="rg-mover__more">
      <Button type="primary" onClick={merge}>
        {t('merge')}
      </Button>
      <Button loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
        {dismissed ? t('reopen') : t('dismiss')}
      </Button>
    </div>
  )
}
