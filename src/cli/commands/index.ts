// Every command, in the order of the help.
import type { Command } from '../command.ts'
import { checkCommand } from './check.ts'
import { dataCommand } from './data.ts'
import { evaluateCommand } from './evaluate.ts'
import { exportCommand } from './export.ts'
import { linkCommand } from './link.ts'
import { openCommand } from './open.ts'
import { sampleCommand } from './sample.ts'
import { templatesCommand } from './templates.ts'
import { trainCommand } from './train.ts'
import { verifyCommand } from './verify.ts'

export const commands: readonly Command[] = [
  templatesCommand,
  checkCommand,
  verifyCommand,
  trainCommand,
  evaluateCommand,
  sampleCommand,
  exportCommand,
  linkCommand,
  openCommand,
  dataCommand,
]
