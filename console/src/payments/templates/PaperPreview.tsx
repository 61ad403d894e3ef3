import { formatDate, useBrowserNow } from '@anju/ui'
import { QrCode } from 'lucide-react'
import type { Template, TemplateDraft } from './TemplateEditor.tsx'
import { useTemplateTexts } from './texts.ts'

/** The paper as it will be, while it is edited; its words are Chinese as on every receipt. */
export function PaperPreview({ template, draft }: { template: Template; draft: TemplateDraft }) {
  const t = useTemplateTexts()
  const year = formatDate(useBrowserNow()).slice(0, 4)
  return (
    <figure className="c-template__preview" aria-label={t('preview')}>
      <div className="c-sample" data-paper={draft.paper} lang="zh-CN">
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
            № <b>{`${t('sampleNumber')}-${year}-000000`}</b>
          </p>
        </header>
        <p className="c-sample__facts">
          <span>
            交款人：<b>{t('samplePayer')}</b>
          </span>
          <span>
            房屋：<b>{t('sampleRoom')}</b>
          </span>
          <span>
            收款日期：<b>{`${year}-01-01`}</b>
          </span>
        </p>
        <table>
          <tbody>
            <tr>
              <th scope="col">收费项目</th>
              <th scope="col">计费说明</th>
              <th scope="col">金额（元）</th>
            </tr>
            <tr>
              <td>{t('sampleItem')}</td>
              <td>{t('sampleWords')}</td>
              <td>857.58</td>
            </tr>
            <tr>
              <th scope="row">合计（大写）</th>
              <td>{t('sampleCapitals')}</td>
              <td>¥857.58</td>
            </tr>
          </tbody>
        </table>
        <footer>
          <div className="c-sample__seal">
            {t('sealLabel')} · {template.companyName}
            {draft.seal ? <img src={draft.seal.url} alt="" /> : null}
          </div>
          {draft.verification ? (
            <div className="c-sample__qr">
              <span>{t('scan')}</span>
              <QrCode size={56} strokeWidth={1.2} aria-hidden />
            </div>
          ) : null}
        </footer>
        <p className="c-sample__foot">
          {draft.footer} {t('notInvoice')}
        </p>
      </div>
    </figure>
  )
}
