// Made by scripts/vite-declarations.ts.
declare module 'virtual:declarations' {
  /** File name below `node_modules` to text. */
  export const declarations: Readonly<Record<string, string>>
}
