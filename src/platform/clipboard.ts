// The system's clipboard, which pages over plain http do not have and which a browser may keep closed.

function clipboard(): Clipboard | undefined {
  return 'clipboard' in navigator ? navigator.clipboard : undefined
}

/** Whether the text was copied. */
export async function copyText(text: string): Promise<boolean> {
  try {
    const found = clipboard()
    await found?.writeText(text)
    return found !== undefined
  } catch {
    return false
  }
}

/** `null` where the clipboard is missing or closed. */
export async function pasteText(): Promise<string | null> {
  try {
    return (await clipboard()?.readText()) ?? null
  } catch {
    return null
  }
}

/** Why copying failed, shown to the user. */
export const whyNotCopied = (): string =>
  clipboard()
    ? 'The browser did not allow copying. Select the text and copy it by hand.'
    : 'Pages opened over plain http cannot use the clipboard. Select the text and copy it by hand.'
