// Files that are the same in every project.
import { Page, type ProjectFile } from '../plan/page.ts'

function file(path: string, text: string): ProjectFile {
  const page = new Page()
  page.add(text.trim())
  return page.toFile(path)
}

const tsconfig = `
{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
    "module": "NodeNext",
    "types": ["node"],
    "rootDir": ".",
    "outDir": "dist",
    "rewriteRelativeImportExtensions": true,
    "erasableSyntaxOnly": true,
    "verbatimModuleSyntax": true,
    "strict": true,
    "noUncheckedIndexedAccess": true,
    "exactOptionalPropertyTypes": true,
    "noImplicitOverride": true,
    "noImplicitReturns": true,
    "noFallthroughCasesInSwitch": true,
    "noUnusedLocals": true,
    "noUnusedParameters": true,
    "skipLibCheck": true
  },
  "exclude": ["node_modules", "dist"]
}
`

export const staticFiles: readonly ProjectFile[] = [
  file('tsconfig.json', tsconfig),
  file('.gitignore', 'node_modules\ndist'),
]
