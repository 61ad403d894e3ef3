import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { NoneFound } from '../../shell/form/NoneFound.tsx'
import { tagsQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'

interface TagSelectProps {
  value?: string[]
  onChange?: (tagIds: string[]) => void
  id?: string
}

/** Chooses tags of the company. */
export function TagSelect({ value, onChange, id }: TagSelectProps) {
  const t = usePersonTexts()
  const { data } = useQuery(tagsQuery)
  return (
    <Select<string[]>
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={(data?.items ?? []).map(tag => ({ value: tag.id, label: tag.name }))}
      placeholder={t('tags.choose')}
      notFoundContent={<NoneFound selectId={id}>{t('tag.none')}</NoneFound>}
    />
  )
}
