import { Bell, Camera, Trash2 } from 'lucide-react'
import { Button, ButtonLink, Card, IconButton, Stack } from '../index.ts'

export function ControlsStory() {
  return (
    <>
      <Card title="按钮">
        <Stack>
          <Button wide>主要操作</Button>
          <Button wide look="secondary" icon={<Camera aria-hidden="true" />}>
            次要操作
          </Button>
          <Button wide look="danger" icon={<Trash2 aria-hidden="true" />}>
            作废 2 张账单 ¥120.00
          </Button>
          <Button wide look="ghost">
            文字按钮
          </Button>
          <Button wide loading>
            正在提交
          </Button>
          <Button wide disabledReason="请先选择类别，再提交">
            提交
          </Button>
          <ButtonLink wide look="secondary" render={link => <a href="#link" {...link} />}>
            像按钮的链接
          </ButtonLink>
        </Stack>
      </Card>
      <Card title="小按钮" action={<Button size="small">更新</Button>}>
        <IconButton label="通知" icon={<Bell aria-hidden="true" />} />
      </Card>
    </>
  )
}
