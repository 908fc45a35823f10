import { CircleAlert, Info, TriangleAlert } from 'lucide-react'

export const severitySigns = { error: CircleAlert, warning: TriangleAlert, info: Info } as const
