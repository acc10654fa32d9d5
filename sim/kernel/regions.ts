import { CannotCompile } from './cannot-compile.ts';

/** As much of an XState state node as the compiler reads. */
export interface Node {
  readonly key: string;
  readonly type: string;
  readonly path: readonly string[];
  readonly states: Readonly<Record<string, Node>>;
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
  readonly entry: readonly unknown[];
  readonly exit: readonly unknown[];
  readonly invoke: readonly unknown[];
  readonly always?: readonly unknown[] | undefined;
  readonly after: readonly unknown[];
  readonly initial: { readonly target: readonly Node[] };
}

/** As much of an XState transition as the compiler reads. */
export interface Transition {
  readonly guard?: unknown;
  readonly target: readonly Node[] | undefined;
  readonly actions: readonly unknown[];
}

/** A region: a compound state whose children are the leaves that it is in, one at a time. */
export interface Region {
  readonly path: readonly string[];
  readonly leaves: readonly Node[];
  readonly initial: number;
}

/** Finds the regions of a machine in document order; refuses whatever else it is made of. */
export function regionsOf(root: Node): Region[] {
  if (root.type === 'parallel') {
    refuseBehaviour(root);
    if (root.transitions.size > 0) throw new CannotCompile(`transitions of ${nameOf(root)}`);
    return Object.values(root.states).flatMap(regionsOf);
  }
  if (root.type !== 'compound') throw new CannotCompile(`${nameOf(root)}: a ${root.type} state`);
  refuseBehaviour(root);
  if (root.transitions.size > 0) throw new CannotCompile(`transitions of ${nameOf(root)}`);
  const leaves = Object.values(root.states);
  for (const leaf of leaves) {
    if (leaf.type !== 'atomic') throw new CannotCompile(`${nameOf(leaf)}: a ${leaf.type} state`);
    refuseBehaviour(leaf);
  }
  const initial = leaves.findIndex((leaf) => root.initial.target.includes(leaf));
  return [{ path: root.path, leaves, initial }];
}

function refuseBehaviour(node: Node): void {
  const refused = {
    'delayed transitions': node.after.length,
    'entry actions': node.entry.length,
    'exit actions': node.exit.length,
    invocations: node.invoke.length,
    'eventless transitions': node.always?.length ?? 0,
  };
  for (const [what, count] of Object.entries(refused)) {
    if (count > 0) throw new CannotCompile(`${what} of ${nameOf(node)}`);
  }
}

const nameOf = (node: Node) => node.path.join('.') || 'the root';
