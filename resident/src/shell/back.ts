import { useCanGoBack, useRouter } from '@tanstack/react-router'

type Parent = '/' | '/bills' | '/orders' | '/me' | '/receipts' | '/notices' | '/join' | '/vehicles' | '/discounts'

/** The way back of an inner page: where the visitor came from, or its parent where the page was opened directly. */
export function useBack(parent: Parent): () => void {
  const router = useRouter()
  const canGoBack = useCanGoBack()
  return () => {
    if (canGoBack) router.history.back()
    else void router.navigate({ to: parent, replace: true })
  }
}
