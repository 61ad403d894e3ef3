/** What is metered, by its kind. */
export const kinds = {
  'zh-CN': {
    'consumption.kind.water-cold': '冷水',
    'consumption.kind.water-hot': '热水',
    'consumption.kind.water-reclaimed': '中水',
    'consumption.kind.electricity': '电',
    'consumption.kind.gas': '燃气',
    'consumption.kind.heat': '热力',
  },
  en: {
    'consumption.kind.water-cold': 'Cold water',
    'consumption.kind.water-hot': 'Hot water',
    'consumption.kind.water-reclaimed': 'Reclaimed water',
    'consumption.kind.electricity': 'Electricity',
    'consumption.kind.gas': 'Gas',
    'consumption.kind.heat': 'Heat',
  },
} as const
