// Every command, in the order of the help.
import type { Command } from '../command.ts'
import { checkCommand } from './check.ts'
import { dataCommand } from './data.ts'
import { linkCommand } from './link.ts'
import { openCommand } from './open.ts'
import { templatesCommand } from './templates.ts'

export const commands: readonly Command[] = [templatesCommand, checkCommand, linkCommand, openCommand, dataCommand]
