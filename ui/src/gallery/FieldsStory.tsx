import { Droplets, Search, Zap } from 'lucide-react'
import { useState } from 'react'
import {
  Card,
  CodeField,
  List,
  PasswordField,
  PhoneField,
  RadioTiles,
  SelectField,
  Stack,
  type StarCount,
  StarRating,
  SwitchRow,
  TextAreaField,
  TextField,
} from '../index.ts'

const WORDS = { 1: '很不满意', 2: '不满意', 3: '一般', 4: '满意', 5: '非常满意' }
const TILES = [
  { value: 'water', label: '水管漏水', icon: <Droplets aria-hidden="true" /> },
  { value: 'power', label: '电路照明', icon: <Zap aria-hidden="true" /> },
  { value: 'none', label: '不可选', icon: <Zap aria-hidden="true" />, disabled: true },
]

export function FieldsStory() {
  const [text, setText] = useState('')
  const [phone, setPhone] = useState('13800138000')
  const [code, setCode] = useState('482')
  const [tile, setTile] = useState<string | null>('water')
  const [stars, setStars] = useState<StarCount | null>(4)
  const [on, setOn] = useState(true)
  return (
    <>
      <Card title="输入">
        <Stack gap="wide">
          <TextField label="姓名" hint="与身份证一致" placeholder="请输入姓名" value={text} onChange={setText} />
          <TextField label="查找" optional before={<Search aria-hidden="true" />} value={text} onChange={setText} />
          <TextField label="楼层" error="请填写 1 到 33 之间的数字" value="99" onChange={setText} digits />
          <PhoneField label="手机号" value={phone} onChange={setPhone} />
          <PasswordField label="密码" value={text} onChange={setText} />
          <CodeField label="验证码" value={code} onChange={setCode} />
          <SelectField
            label="房屋"
            value={null}
            onChange={setTile}
            choices={[{ value: 'a', label: '1栋1单元1011室' }]}
          />
          <TextAreaField label="问题描述" maxLength={200} rows={3} value={text} onChange={setText} />
        </Stack>
      </Card>
      <Card title="选择">
        <Stack gap="wide">
          <RadioTiles legend="类别" value={tile} onChange={setTile} tiles={TILES} />
          <RadioTiles
            legend="时间"
            columns={2}
            value={tile}
            onChange={setTile}
            tiles={TILES.map(({ value, label }) => ({ value, label }))}
          />
          <RadioTiles
            legend="紧急程度"
            columns={1}
            value={tile}
            onChange={setTile}
            error="请选择一项"
            tiles={TILES.map(each => ({ ...each, description: '工作日 8:30 至 17:30 上门' }))}
          />
          <StarRating legend="评价" value={stars} onChange={setStars} words={WORDS} />
        </Stack>
      </Card>
      <List>
        <SwitchRow title="长辈版" description="字更大，按钮更大" checked={on} onChange={setOn} />
        <SwitchRow title="接收通知" checked={!on} onChange={setOn} disabled />
      </List>
    </>
  )
}
