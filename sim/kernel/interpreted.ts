import { type AnyMachineSnapshot, type AnyStateMachine, createActor } from 'xstate';

/** A machine as XState itself interprets it, one pure step after another. */
export interface Interpreted {
  readonly initial: AnyMachineSnapshot;
  step(snapshot: AnyMachineSnapshot, event: string): AnyMachineSnapshot;
}

/**
 * XState's own steps, without an actor for each: its pure `transition()` makes one every time, which is
 * most of what it takes.
 */
export function interpreted(machine: AnyStateMachine): Interpreted {
  type Scope = Parameters<typeof machine.transition>[2];
  const scopes: Scope[] = [];
  const logic: AnyStateMachine = Object.create(machine, {
    getInitialSnapshot: {
      value: (scope: Scope, input: never) => {
        scopes.push(scope);
        return machine.getInitialSnapshot(scope, input);
      },
    },
  });
  const initial: AnyMachineSnapshot = createActor(logic).getSnapshot();
  const [scope] = scopes;
  if (scope === undefined) throw new Error('XState made no snapshot of the machine');
  return {
    initial,
    step: (snapshot, type) => machine.transition(snapshot, { type }, scope),
  };
}
