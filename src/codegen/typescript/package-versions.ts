/** The releases that the carried files were written for. */
export const packageVersions = {
  tensorflow: '4.22.0',
  typescript: '6.0.3',
  nodeTypes: '20.19.43',
  webgpu: '0.6.2',
} as const
