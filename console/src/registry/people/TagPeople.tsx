import { registry } from '@anju/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Dropdown } from 'antd'
import { Tag as TagIcon } from 'lucide-react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import type { PersonRow } from '../registry.ts'
import { renewPeople, tagsQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'

/** Gives the ticked people a tag, or takes it from them. */
export function TagPeople({ people, clear }: { people: PersonRow[]; clear: () => void }) {
  return (
    <>
      <TagMenu people={people} clear={clear} wears />
      <TagMenu people={people} clear={clear} wears={false} />
    </>
  )
}

function TagMenu({ people, clear, wears }: { people: PersonRow[]; clear: () => void; wears: boolean }) {
  const t = usePersonTexts()
  const explain = useRefusalText()
  const may = useCan('registry.people.edit')
  const { message } = App.useApp()
  const { data } = useQuery(tagsQuery)
  const { mutate, isPending } = useMutation({
    mutationFn: (tagId: string) =>
      call(registry.tagPeople, { body: { personIds: people.map(person => person.id), tagId, wears } }),
    onSuccess: ({ changed }) => {
      void renewPeople()
      clear()
      void message.success(t('tag.done', { count: changed }))
    },
    onError: error => void message.error(explain(error)),
  })
  const items = (data?.items ?? []).map(tag => ({ key: tag.id, label: tag.name }))
  const reason = may ? (items.length === 0 ? t('tag.none') : undefined) : t('noEdit')
  const button = (
    <ReasonButton icon={<TagIcon size={14} aria-hidden />} reason={reason} loading={isPending}>
      {wears ? t('tag.give') : t('tag.take')}
    </ReasonButton>
  )
  if (reason) return button
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => mutate(key) }}>
      {button}
    </Dropdown>
  )
}
