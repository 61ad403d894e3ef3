import { formatDate, formatFen, formatMoney, useBrowserNow } from '@anju/ui'
import { QrCode } from 'lucide-react'
import type { Template, TemplateDraft } from './TemplateEditor.tsx'
import { useTemplateTexts } from './texts.ts'
import './strip.css'

interface PaperProps {
  template: Template
  draft: TemplateDraft
}

/** The paper as it will be, while it is edited; its words are Chinese as on every receipt. */
export function PaperPreview({ template, draft }: PaperProps) {
  const t = useTemplateTexts()
  return (
    <figure className="c-template__preview" aria-label={t('preview')}>
      <div className="c-sample" data-paper={draft.paper} lang="zh-CN">
        {draft.paper === 'thermal80' ? (
          <Strip template={template} draft={draft} />
        ) : (
          <Sheet template={template} draft={draft} />
        )}
      </div>
    </figure>
  )
}

/** The imagined receipt that the server draws, too. */
function useSample() {
  const t = useTemplateTexts()
  const today = formatDate(useBrowserNow())
  const year = today.slice(0, 4)
  const lines = [
    { item: t('sampleItem'), from: `${year}-01-01`, to: `${year}-06-30`, words: t('sampleWords'), fen: 85_758 },
    { item: t('sampleShared'), from: `${year}-06-01`, to: `${year}-06-30`, words: '', fen: 2_865 },
  ]
  return { today, number: `${t('sampleNumber')}-${year}-000000`, lines, total: formatMoney(88_623) }
}

/** A5 or A4. */
function Sheet({ template, draft }: PaperProps) {
  const t = useTemplateTexts()
  const sample = useSample()
  return (
    <>
      <header>
        <div>
          {draft.logo ? <img src={draft.logo.url} alt="" className="c-sample__logo" /> : null}
          <span>
            <strong>{template.companyName}</strong>
            <small>{template.communityName}</small>
          </span>
        </div>
        <h2>{draft.title || t('headingMissing')}</h2>
        <p>
          № <b>{sample.number}</b>
        </p>
      </header>
      <p className="c-sample__facts">
        <Named name={t('paper.payer')} value={t('samplePayer')} />
        <Named name={t('paper.room')} value={t('sampleRoom')} />
        <Named name={t('paper.receivedOn')} value={sample.today} />
      </p>
      <table>
        <tbody>
          <tr>
            <th scope="col">{t('paper.item')}</th>
            <th scope="col">{t('paper.period')}</th>
            <th scope="col">{t('paper.words')}</th>
            <th scope="col">{t('paper.amount')}</th>
          </tr>
          {sample.lines.map(line => (
            <tr key={line.item}>
              <td>{line.item}</td>
              <td>{`${line.from} 至 ${line.to}`}</td>
              <td>{line.words}</td>
              <td>{formatFen(line.fen)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('paper.total')}</th>
            <td colSpan={2}>{t('sampleCapitals')}</td>
            <td>{sample.total}</td>
          </tr>
        </tbody>
      </table>
      <footer>
        <div className="c-sample__seal">
          <Named name={t('sealLabel')} value={template.companyName} />
          {draft.seal ? <img src={draft.seal.url} alt="" /> : null}
        </div>
        {draft.verification ? <Code /> : null}
      </footer>
      <Foot draft={draft} />
    </>
  )
}

/** From a roll, 80 mm wide. */
function Strip({ template, draft }: PaperProps) {
  const t = useTemplateTexts()
  const sample = useSample()
  const facts = [
    ['№', sample.number],
    [t('paper.payer'), t('samplePayer')],
    [t('paper.room'), t('sampleRoom')],
    [t('paper.receivedOn'), sample.today],
  ] as const
  return (
    <div className="c-strip">
      {draft.logo ? <img src={draft.logo.url} alt="" className="c-sample__logo" /> : null}
      <strong>{template.companyName}</strong>
      <span>{template.communityName}</span>
      <h2>{draft.title || t('headingMissing')}</h2>
      {facts.map(([name, value]) => (
        <p key={name}>
          <span>{name}</span>
          <span>{value}</span>
        </p>
      ))}
      <hr />
      {sample.lines.map(line => (
        <div key={line.item}>
          <p>
            <b>{line.item}</b>
            <span>{formatFen(line.fen)}</span>
          </p>
          <small>
            {`${line.from} 至 ${line.to}`}
            <br />
            {line.words}
          </small>
        </div>
      ))}
      <hr />
      <p>
        <b>{t('paper.totalFigures')}</b>
        <b>{sample.total}</b>
      </p>
      <p>
        <b>{t('sampleCapitals')}</b>
      </p>
      {draft.seal ? <img src={draft.seal.url} alt="" className="c-strip__seal" /> : null}
      <p>{t('sealLabel')}：</p>
      {draft.verification ? <Code /> : null}
      <Foot draft={draft} />
    </div>
  )
}

function Named({ name, value }: { name: string; value: string }) {
  return (
    <span>
      {name}：<b>{value}</b>
    </span>
  )
}

function Code() {
  const t = useTemplateTexts()
  return (
    <div className="c-sample__qr">
      <span>{t('scan')}</span>
      <QrCode size={56} strokeWidth={1.2} aria-hidden />
    </div>
  )
}

function Foot({ draft }: { draft: TemplateDraft }) {
  const t = useTemplateTexts()
  return (
    <p className="c-sample__foot">
      {draft.footer} {t('notInvoice')}
    </p>
  )
}
