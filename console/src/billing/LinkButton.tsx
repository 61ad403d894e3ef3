import { createLink } from '@tanstack/react-router'
import { Button } from 'antd'

/** A link to a page that looks like a button: it can be opened in a new tab. */
export const LinkButton = createLink(Button)
