// The editor's services on a real page. What only they need is loaded when it is used.

import { version } from '../../../package.json'
import { factsOf } from '../../compiler/problems/data-problems.ts'
import type { Program } from '../../compiler/program/program.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { Definitions } from '../../graph/definition.ts'
import { loadPart } from '../../platform/parts.ts'
import { drawGraph } from '../document/graph-picture.ts'
import type { Services } from './services.ts'

export function createPageServices(definitions: Definitions, datasets: KnownDatasets): Services {
  return {
    async makeLink(document) {
      const { writeLink, adviseOnLink } = await loadPart('The writer of links', () => import('../../share/link.ts'))
      const link = await writeLink(location.href, document, definitions)
      return { link, advice: adviseOnLink(link.length) }
    },
    async saveFile(document, checkpoint) {
      const [{ writeFile }, { writeCheckpoint, writeWeights }] = await fileFormats()
      const trained = checkpoint && {
        weights: writeWeights(checkpoint, version),
        checkpoint: writeCheckpoint(checkpoint, version),
      }
      const bytes = writeFile({ document, ...trained })
      await offer(document.title, 'genloom', bytes, trained ? 'application/zip' : 'application/json')
      return bytes.length
    },
    pickFile,
    async openFile(file) {
      const [{ openFile }, { readCheckpoint }] = await fileFormats()
      const { document, checkpoint, weights } = await openFile(new Uint8Array(await file.arrayBuffer()), definitions)
      const trained = checkpoint ?? weights
      if (!trained) return { document }
      try {
        return { document, checkpoint: readCheckpoint(trained, file.name) }
      } catch (error) {
        return { document, leftOut: messageOf(error) }
      }
    },
    async exportProject(program, checkpoint) {
      const [
        { leftOutOf, printProject, projectEntries },
        { loadSources },
        { writeZip },
        { writeCheckpoint },
        dataFiles,
      ] = await loadPart('What writes projects', () =>
        Promise.all([
          import('../../codegen/typescript/project.ts'),
          import('../../codegen/carried/load-sources.ts'),
          import('../../share/zip.ts'),
          import('../../protocol/checkpoint-file.ts'),
          fetchDatasets(program, datasets),
        ]),
      )
      const files = printProject(program, await loadSources(), datasets, { hasWeights: checkpoint !== undefined })
      const entries = projectEntries(files, dataFiles, checkpoint && writeCheckpoint(checkpoint, version))
      await offer(program.title, 'zip', writeZip(entries), 'application/zip')
      return leftOutOf(files, program)
    },
    async exportPicture(graph) {
      const { writePngGraph } = await loadPart('The writer of pictures', () => import('../../share/png.ts'))
      const picture = await drawGraph(graph)
      const png = writePngGraph(new Uint8Array(await picture.arrayBuffer()), graph.typed.document)
      await offer(graph.typed.document.title, 'png', png, 'image/png')
    },
  }
}

const fileFormats = () =>
  loadPart('What reads and writes files', () =>
    Promise.all([import('../../share/file.ts'), import('../../protocol/checkpoint-file.ts')]),
  )

async function offer(title: string, extension: string, content: Uint8Array<ArrayBuffer>, type: string): Promise<void> {
  const { download, fileNameOf } = await loadPart('What saves files', () => import('../../share/download.ts'))
  download(fileNameOf(title, extension), content, type)
}

/** The files of the datasets that a Program reads, by their path in an exported project. */
async function fetchDatasets(program: Program, datasets: KnownDatasets): Promise<ReadonlyMap<string, Uint8Array>> {
  // Variants of a dataset are made from its one file; what is drawn has none.
  const paths = program.data.flatMap((use) => factsOf(use, datasets).file ?? [])
  const files = await Promise.all(
    [...new Set(paths)].map(async (path) => {
      const answer = await fetch(new URL(path, document.baseURI))
      if (!answer.ok) throw new Error(`the file ${path} could not be loaded (status ${answer.status}).`)
      return [path, new Uint8Array(await answer.arrayBuffer())] as const
    }),
  )
  return new Map(files)
}

function pickFile(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    const end = (file: File | null) => {
      input.remove()
      resolve(file)
    }
    input.type = 'file'
    input.hidden = true
    input.accept = '.genloom,.json,.png,application/json,image/png'
    input.addEventListener('change', () => end(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => end(null))
    // On the page, or the browser may collect it while the user is still choosing.
    document.body.append(input)
    input.click()
  })
}
