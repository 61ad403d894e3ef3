import { Select } from 'antd'
import { useCommunity } from '../../community.tsx'
import { usePlatformTexts } from '../texts.ts'

const COMPANY = 'company'

/** Whether the whole company is decided about or one community; the choice is that of the top bar. */
export function LevelSelect() {
  const t = usePlatformTexts()
  const community = useCommunity()
  return (
    <Select
      aria-label={t('settings.level')}
      value={community.id ?? COMPANY}
      onChange={id => community.choose(id === COMPANY ? undefined : id)}
      options={[
        { value: COMPANY, label: t('settings.ofCompany') },
        ...community.all.map(({ id, name }) => ({ value: id, label: t('settings.ofCommunity', { name }) })),
      ]}
      style={{ width: 260 }}
    />
  )
}
