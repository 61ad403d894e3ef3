import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { tagsQuery } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import './people.css'

/** The tags somebody wears. */
export function Tags({ of }: { of: readonly { id: string; name: string; colour: string }[] }) {
  if (of.length === 0) return null
  return (
    <span className="rg-wears">
      {of.map(tag => (
        <span key={tag.id} className={`rg-tag rg-tag--${tag.colour}`}>
          {tag.name}
        </span>
      ))}
    </span>
  )
}

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
      notFoundContent={t('tag.none')}
    />
  )
}
