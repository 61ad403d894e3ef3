import { FileText, FileX } from 'lucide-react'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { daysUntil } from '../../workforce/days.ts'
import type { PlaceDocument } from './documents.ts'
import { useDocumentTexts } from './texts.ts'
import './documents.css'

/** The title of a paper, with its small picture, as a link to the file. */
export function DocumentName({ of }: { of: PlaceDocument }) {
  const t = useDocumentTexts()
  const { file } = of
  if (!file)
    return (
      <span className="rg-paper">
        <FileX size={16} aria-label={t('gone')} /> <span>{of.title}</span>
      </span>
    )
  return (
    <a className="rg-paper" href={file.url} target="_blank" rel="noreferrer" title={file.name}>
      {file.thumbnailUrl ? <img src={file.thumbnailUrl} alt="" loading="lazy" /> : <FileText size={18} aria-hidden />}
      <span>{of.title}</span>
    </a>
  )
}

const DUE_DAYS = 60

/** Until when a paper is valid, and a tag where that is soon or over. */
export function Validity({ until }: { until: string | null }) {
  const t = useDocumentTexts()
  if (until === null) return <>–</>
  const days = daysUntil(until)
  return (
    <span className="rg-valid">
      <span className="c-number">{until}</span>
      {days < 0 ? <StatusTag tone="danger">{t('valid.over')}</StatusTag> : null}
      {days >= 0 && days <= DUE_DAYS ? <StatusTag tone="warning">{t('valid.due', { count: days })}</StatusTag> : null}
    </span>
  )
}
