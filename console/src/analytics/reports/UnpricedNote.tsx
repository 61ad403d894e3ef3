import { Alert } from 'antd'
import { useReportTexts } from './texts.ts'

/** How many units 饱和应收 leaves out, since nothing says their price. */
export function UnpricedNote({ count }: { count: number | undefined }) {
  const t = useReportTexts()
  return count ? <Alert type="info" showIcon title={t('households.unpricedNote', { count })} /> : null
}
