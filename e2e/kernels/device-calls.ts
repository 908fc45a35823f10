// What some work asks of a graphics device.

/** Counts calls and the bytes that they upload. The work must be done when it returns. */
export function deviceCalls(device: GPUDevice, work: () => void): Readonly<Record<string, number>> {
  const counts = { submissions: 0, uploads: 0, uploadedBytes: 0, newBuffers: 0, bindGroups: 0, readings: 0 }
  const { queue } = device
  const stock = {
    submit: queue.submit,
    writeBuffer: queue.writeBuffer,
    createBuffer: device.createBuffer,
    createBindGroup: device.createBindGroup,
    mapAsync: GPUBuffer.prototype.mapAsync,
  }
  queue.submit = (...given) => {
    counts.submissions++
    return stock.submit.apply(queue, given)
  }
  queue.writeBuffer = (...given: Parameters<GPUQueue['writeBuffer']>) => {
    counts.uploads++
    counts.uploadedBytes += given[4] ?? given[2].byteLength
    return stock.writeBuffer.apply(queue, given)
  }
  device.createBuffer = (descriptor) => {
    counts.newBuffers++
    return stock.createBuffer.call(device, descriptor)
  }
  device.createBindGroup = (descriptor) => {
    counts.bindGroups++
    return stock.createBindGroup.call(device, descriptor)
  }
  GPUBuffer.prototype.mapAsync = function (...given) {
    counts.readings++
    return stock.mapAsync.apply(this, given)
  }
  try {
    work()
    return counts
  } finally {
    queue.submit = stock.submit
    queue.writeBuffer = stock.writeBuffer
    device.createBuffer = stock.createBuffer
    device.createBindGroup = stock.createBindGroup
    GPUBuffer.prototype.mapAsync = stock.mapAsync
  }
}
