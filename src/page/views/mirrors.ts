/** The id of what shows the marks of a field: the text once more, under the field, where words can be coloured. */
export const MIRROR = { text: 'mirror-text', ad: 'mirror-ad', cv: 'mirror-cv' } as const;
