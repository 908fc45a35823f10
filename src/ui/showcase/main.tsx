// The page of controls, served while developing and no part of the build.
import '@fontsource-variable/inter/wght.css'
import '../theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Showcase } from './Showcase.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element "root".')
createRoot(root).render(
  <StrictMode>
    <Showcase />
  </StrictMode>,
)
