import { payments } from '@anju/contract'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { ChooseCommunity } from '../../shell/states/ChooseCommunity.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { useTemplateTexts } from './texts.ts'
import './templates.css'

const TemplateEditor = lazyPart(async () => (await import('./TemplateEditor.tsx')).TemplateEditor)

/** How the receipts of a community look: title, pictures, foot, paper; beside it the paper as it will be. */
export function ReceiptTemplatePage() {
  const t = useTemplateTexts()
  const { id: communityId } = useCommunity()
  const client = useQueryClient()
  const queryKey = [payments.readReceiptTemplate.path, communityId]
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: communityId
      ? ({ signal }) => call(payments.readReceiptTemplate, { params: { communityId }, signal })
      : skipToken,
  })
  const slow = useDelayed(!data && !error)
  if (!communityId) return <ChooseCommunity icon={FileText} text={t('pickText')} />
  const facts = data ? t(data.version === 0 ? 'usual' : 'facts', { community: data.communityName }) : null
  return (
    <div className="c-page">
      <PageHeader title={t('title')} facts={facts} />
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {!data && slow ? <div className="c-bone" style={{ height: 420 }} /> : null}
      {data ? (
        <TemplateEditor key={communityId} template={data} saved={template => client.setQueryData(queryKey, template)} />
      ) : null}
    </div>
  )
}
