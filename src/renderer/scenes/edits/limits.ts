/** How much a collection holds, as its schema has it. */
export const limits = { sources: 500, scenes: 200, itemsPerScene: 200 } as const;
