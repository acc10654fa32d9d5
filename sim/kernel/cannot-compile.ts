/** The machine uses something that the kernel does not compile; the message names it. */
export class CannotCompile extends Error {
  override readonly name = 'CannotCompile';

  constructor(what: string) {
    super(`the kernel cannot compile ${what}`);
  }
}
