import { formatDate, useBrowserNow } from '@anju/ui'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import type { Rule } from '../useRules.ts'
import { priceText } from './price-text.ts'
import { useRuleTexts } from './texts.ts'

const HOUR_MS = 3_600_000

/** The prices of a rule, the newest first; the one in force is marked. */
export function Prices({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const today = formatDate(useBrowserNow(HOUR_MS))
  const versions = rule.versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))
  const inForce = versions.find(version => version.effectiveFrom <= today)
  const byArea = rule.kind === 'area-price'
  return (
    <table className="c-lines c-prices" aria-label={t('prices')}>
      <thead>
        <tr>
          <th scope="col">{t('priceFrom')}</th>
          {byArea ? <th scope="col">{t('unitPrice')}</th> : null}
          <th scope="col">{byArea ? t('surcharge') : t('fixedAmount')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {versions.map(version => (
          <tr key={version.id}>
            <th scope="row">{version.effectiveFrom}</th>
            {byArea ? <td>{priceText(version.unitPrice)}</td> : null}
            <td>{priceText(version.fixedAmount)}</td>
            <td>
              {version === inForce ? <StatusTag tone="success">{t('inForce')}</StatusTag> : null}
              {version.effectiveFrom > today ? <StatusTag tone="info">{t('later')}</StatusTag> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
