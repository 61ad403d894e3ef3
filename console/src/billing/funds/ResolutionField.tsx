import { formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { type Fund, usableResolutionsQuery } from './fund.ts'
import { useFundTexts } from './texts.ts'

/** What owners decided, on which their money is spent. */
export function ResolutionField({ fund }: { fund: Fund }) {
  const t = useFundTexts()
  const { data, isPending } = useQuery(
    usableResolutionsQuery(fund.communityId, fund.kind === 'fund' ? 'fund' : 'public'),
  )
  return (
    <Form.Item
      name="resolutionId"
      label={t('form.resolution')}
      extra={data?.length === 0 ? t('form.resolution.none') : undefined}
      rules={[{ required: true, message: t('form.resolutionMissing') }]}
    >
      <Select
        loading={isPending}
        showSearch={{ optionFilterProp: 'label' }}
        options={(data ?? []).map(one => ({
          value: one.id,
          label: `${one.number} ${one.subject}${
            one.limitFen === null
              ? ''
              : `（${t('form.resolution.left', { amount: formatFen(one.limitFen - one.usedFen) })}）`
          }`,
        }))}
      />
    </Form.Item>
  )
}
