// The data that samples and densities are shown beside.
import { type DataUse, mainData, type Program } from '../../compiler/program/program.ts'

export const dataShown = (program: Program): DataUse | undefined => mainData(program)
