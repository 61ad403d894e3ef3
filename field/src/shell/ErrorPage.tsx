import { ErrorState, Page, requestIdOf, useRefusalText } from '@anju/ui'
import { useTexts } from '../texts/texts.ts'

/** A page that broke or could not be loaded: the way back is another try. */
export function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTexts()
  const explain = useRefusalText()

  return (
    <Page title={t('product')} look="root" tabs>
      <ErrorState title={t('shell.pageFailed')} text={explain(error)} requestId={requestIdOf(error)} onRetry={retry} />
    </Page>
  )
}
