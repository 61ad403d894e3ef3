import { z } from 'zod'

export const ChannelKind = z.enum(['payment', 'refund'])
