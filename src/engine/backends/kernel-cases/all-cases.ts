import { convolutionCases } from './convolution-cases.ts'
import { elementwiseCases } from './elementwise-cases.ts'
import { fusedCases } from './fused-cases.ts'
import { fusedFlowCases } from './fused-flow-cases.ts'
import type { KernelCase } from './kernel-case.ts'
import { matrixCases } from './matrix-cases.ts'
import { reductionCases } from './reduction-cases.ts'
import { secondOrderCases } from './second-order-cases.ts'
import { shapeCases } from './shape-cases.ts'

export const allCases: readonly KernelCase[] = [
  ...matrixCases,
  ...convolutionCases,
  ...reductionCases,
  ...elementwiseCases,
  ...shapeCases,
  ...secondOrderCases,
  ...fusedCases,
  ...fusedFlowCases,
]
