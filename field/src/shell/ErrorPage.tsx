import { ErrorState, Page, requestIdOf, useRefusalText } from '@anju/ui'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTexts } from '../texts/texts.ts'

/** A page that broke or could not be loaded: the way back is another try. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const t = useTexts()
  const explain = useRefusalText()
  const router = useRouter()

  function retry(): void {
    reset()
    void router.invalidate()
  }

  return (
    <Page title={t('product')} look="root" tabs>
      <ErrorState title={t('shell.pageFailed')} text={explain(error)} requestId={requestIdOf(error)} onRetry={retry} />
    </Page>
  )
}
