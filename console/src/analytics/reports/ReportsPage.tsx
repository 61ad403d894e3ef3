import { useLocale } from '@anju/ui'
import { Link } from '@tanstack/react-router'
import { useCommunity } from '../../community.tsx'
import { can, isOpen, useActor } from '../../session.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { REPORTS } from './report-list.ts'
import { useReportTexts } from './texts.ts'
import './reports.css'

/** What reports there are, and what each answers. */
export function ReportsPage() {
  const t = useReportTexts()
  const { locale } = useLocale()
  const actor = useActor()
  const { id } = useCommunity()
  const mine = REPORTS.filter(({ permission }) => can(actor, permission) && isOpen(actor, permission, id))
  return (
    <div className="c-page an-report">
      <PageHeader title={t('index.title')} facts={t('index.text')} />
      <ul className="an-index">
        {mine.map(({ to, icon: Icon, title, about }) => (
          <li key={to}>
            <Link to={to} className="c-card an-index__entry" search={id ? { community: id } : {}}>
              <Icon size={20} aria-hidden />
              <div>
                <h2>{title[locale]}</h2>
                <p>{t(about)}</p>
              </div>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
