import { canGoBack, goBack, navigate } from '../navigation.ts'

type Parent =
  | '/'
  | '/bills'
  | '/orders'
  | '/me'
  | '/receipts'
  | '/notices'
  | '/join'
  | '/vehicles'
  | '/discounts'
  | '/disclosures'

/** The way back of an inner page: where the visitor came from, or its parent where the page was opened directly. */
export function useBack(parent: Parent): () => void {
  return () => {
    if (canGoBack()) goBack()
    else navigate({ to: parent, replace: true })
  }
}
