// Plots of every kind.
import { region } from './region.ts'

export const plotWords = region('plots', {
  legend: 'Legend',
  colourScale: '{label}: from {least} to {most}',
})
