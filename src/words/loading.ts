// Parts of the page that are loaded when they are needed.
import { region } from './region.ts'

export const loadingWords = region('loading', {
  dialog: 'The dialog',
  nodeInspector: 'The inspector of nodes',
  notLoaded: 'Not loaded',
})
