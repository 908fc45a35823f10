import { ArrowLeftRight, ChartSpline, CircleHelp, Database, Eye, Layers, Square, Target } from 'lucide-react'
import type { Role } from '../../graph/definition.ts'

const icons = {
  source: Database,
  layer: Square,
  network: Layers,
  distribution: ChartSpline,
  transform: ArrowLeftRight,
  objective: Target,
  probe: Eye,
} as const satisfies Record<Role, unknown>

/** The sign of what a node does; a question mark for an unknown kind. */
export function RoleGlyph({ role }: { readonly role: Role | undefined }) {
  const Icon = role ? icons[role] : CircleHelp
  return <Icon size={15} strokeWidth={1.75} aria-hidden="true" />
}

export const roleTitles: Readonly<Record<Role, string>> = {
  source: 'data source',
  layer: 'layer',
  network: 'network',
  distribution: 'distribution',
  transform: 'transform',
  objective: 'objective',
  probe: 'probe',
}
