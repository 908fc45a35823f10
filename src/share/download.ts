// Offers a file as a browser download.

/** Characters that some file systems do not allow become dashes; an empty name becomes `untitled`. */
export function fileNameOf(title: string, extension: string): string {
  const stem = title
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not reach a file name
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, '-')
    .replace(/^[\s.-]+|[\s.-]+$/g, '')
    .slice(0, 80)
  return `${stem || 'untitled'}.${extension}`
}

/** Starts the download of text or bytes under a file name. Only in a page. */
export function download(name: string, content: string | Uint8Array<ArrayBuffer> | Blob, mediaType: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: mediaType }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  // The browser holds a reference to the content after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
