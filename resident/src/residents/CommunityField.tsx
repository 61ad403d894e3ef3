import { RadioTiles, SelectField } from '@anju/ui'
import { useResidentsTexts } from './texts.ts'

const FEW = 4

interface CommunityFieldProps {
  communities: readonly { id: string; name: string; address: string }[]
  value: string
  onChange: (id: string) => void
}

/** Which community of the company: a few as tiles, more as a list. */
export function CommunityField({ communities, value, onChange }: CommunityFieldProps) {
  const t = useResidentsTexts()
  if (communities.length > FEW) {
    return (
      <SelectField
        label={t('apply.community')}
        value={value}
        onChange={onChange}
        choices={communities.map(({ id, name }) => ({ value: id, label: name }))}
      />
    )
  }
  return (
    <RadioTiles
      legend={t('apply.community')}
      columns={1}
      value={value}
      onChange={onChange}
      tiles={communities.map(({ id, name, address }) => ({
        value: id,
        label: name,
        description: address || undefined,
      }))}
    />
  )
}
