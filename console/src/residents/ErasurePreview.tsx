import { useQuery } from '@tanstack/react-query'
import { Alert } from 'antd'
import { StatusTag } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { type Preview, previewQuery } from './data-requests.ts'
import { usePersonalDataTexts } from './personal-data-texts.ts'

type Part = Preview['parts'][number]

const TONES = { removed: 'danger', anonymised: 'warning', kept: 'neutral' } as const

/** What erasing would remove, what is kept and why, and what stands in the way. */
export function ErasurePreview({ requestId }: { requestId: string }) {
  const t = usePersonalDataTexts()
  const { data, error, refetch } = useQuery(previewQuery(requestId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <div className="c-bones" style={{ height: 120 }} aria-hidden />
  return (
    <div className="rs-preview">
      {data.hindrances.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('preview.hindered')}
          description={
            <ul className="rs-hindrances">
              {data.hindrances.map(({ kind, text }) => (
                <li key={`${kind} ${text}`}>{t(`hindrance.${kind}`, { text })}</li>
              ))}
            </ul>
          }
        />
      ) : null}
      <p className="rs-quiet">{t('preview.pseudonym', { name: data.pseudonym })}</p>
      <ErasureParts parts={data.parts} />
    </div>
  )
}

/** What goes and what stays, one line each. */
export function ErasureParts({ parts }: { parts: readonly Part[] }) {
  const t = usePersonalDataTexts()
  return (
    <ul className="rs-parts">
      {parts.map(part => (
        <li key={part.title}>
          <StatusTag tone={TONES[part.fate]}>{t(`fate.${part.fate}`)}</StatusTag>
          <span className="rs-parts__what">
            {part.title}
            {part.reason ? <small>{part.reason}</small> : null}
          </span>
          <span className="c-number rs-parts__rows">{t('part.rows', { count: part.rows })}</span>
        </li>
      ))}
    </ul>
  )
}
