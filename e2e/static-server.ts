// A plain web server for a folder, as the simplest hosts are: right media types, no headers beyond them unless they are given.
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

type Headers = Readonly<Record<string, string>>

export interface StaticServer {
  /** Address of the folder, with a slash at the end. */
  readonly url: string
  close(): Promise<void>
}

/** Serves a folder under a path such as `/some/path/` and answers 404 to everything else. */
export async function serveFolder(
  folder: string,
  path: string,
  headersOf: (file: string) => Headers = () => ({}),
): Promise<StaticServer> {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = asked.startsWith(path) ? normalize(`/${asked.slice(path.length)}`) : null
    void answer(response, file && join(folder, file === '/' ? 'index.html' : file), headersOf(file ?? ''))
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return {
    url: `http://localhost:${address.port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(response: ServerResponse, file: string | null, headers: Headers): Promise<void> {
  const content = file === null ? null : await readFile(file).catch(() => null)
  if (file === null || content === null) response.writeHead(404).end()
  else {
    const mediaType = mediaTypes[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { ...headers, 'Content-Type': mediaType }).end(content)
  }
}
