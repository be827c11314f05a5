/** The sentences of telling: plan, review, preview, seal, ledger. Part of the one catalogue. */
export const shareText = {} as const;
