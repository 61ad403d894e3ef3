import { Form, Select } from 'antd'
import { useCommunity } from '../../community.tsx'
import { useConsoleTexts } from '../../texts/texts.ts'

/** Which community a new record is of, as `communityId`; nothing where the page is about one already. */
export function CommunityField() {
  const t = useConsoleTexts()
  const community = useCommunity()
  if (community.id !== undefined) return null
  return (
    <Form.Item
      name="communityId"
      label={t('form.community')}
      rules={[{ required: true, message: t('form.communityMissing') }]}
    >
      <Select options={community.all.map(one => ({ value: one.id, label: one.name }))} />
    </Form.Item>
  )
}
