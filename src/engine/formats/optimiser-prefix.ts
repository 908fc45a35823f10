/** How the names of an optimiser's tensors begin in checkpoints; a node's id holds no @. */
export const optimiserPrefix = '@optimiser/'
