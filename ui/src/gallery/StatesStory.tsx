import { Wrench } from 'lucide-react'
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  ListSkeleton,
  NoPermissionState,
  OfflineBanner,
  Refreshing,
} from '../index.ts'

export function StatesStory() {
  return (
    <>
      <Refreshing active />
      <OfflineBanner dataAt="2026-11-23T06:05:00Z" />
      <ListSkeleton rows={3} />
      <Card>
        <EmptyState
          icon={<Wrench aria-hidden="true" />}
          title="没有进行中的报修"
          text="报修后，每一步进度都会显示在这里。"
          action={<Button>去报修</Button>}
        />
      </Card>
      <Card>
        <ErrorState
          title="账单没有加载出来"
          text="连接不上服务器，请检查网络后重试。"
          requestId="0190a7c2-1f3e"
          onRetry={() => undefined}
        />
      </Card>
      <Card>
        <NoPermissionState who="项目经理" />
      </Card>
    </>
  )
}
