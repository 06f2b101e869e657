/** A message as a reader sees it: pieces of text, and what is formatted. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: string; readonly of: readonly Piece[]; readonly target?: string };

export type Tree = readonly Piece[];

export const isText = (piece: Piece): piece is Extract<Piece, { text: string }> => piece.kind === 'text';

/** Neighbouring texts as one, none of them empty. */
export function joined(tree: Tree): Tree {
  const out: Piece[] = [];
  for (const piece of tree) {
    const last = out[out.length - 1];
    if (!isText(piece) && 'of' in piece) out.push({ ...piece, of: joined(piece.of) });
    else if (isText(piece) && last !== undefined && isText(last)) {
      out[out.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else if (isText(piece) && piece.text !== '') out.push(piece);
  }
  return out;
}

/** What stands around a text: `bold`, `code`, `target`. */
export type Around = readonly string[];

/** The tree with every text and target changed, each knowing what stands around it. */
export function mapped(
  tree: Tree,
  change: (text: string, around: Around) => string,
  around: Around = [],
): Tree {
  return joined(
    tree.map((piece) => {
      if (isText(piece)) return { kind: 'text', text: change(piece.text, around) };
      if (!('of' in piece)) return piece;
      const inner = [...around, piece.kind];
      const { target } = piece;
      return {
        kind: piece.kind,
        of: mapped(piece.of, change, inner),
        ...(target !== undefined && { target: change(target, [...inner, 'target']) }),
      };
    }),
  );
}
