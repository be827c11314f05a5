/** A name inside a sentence, so that one written from right to left does not turn the sentence round. */
export const isolated = (name: string) => `\u2068${name}\u2069`;
