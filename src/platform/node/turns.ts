interface Turn<Who> {
  readonly who: Who;
  readonly go: () => void;
}

/** One after the other, in the order in which they asked. */
export class Turns<Who> {
  #waiting: readonly Turn<Who>[] = [];

  /** `go` is called when all who asked before have had their turn. */
  ask(who: Who, go: () => void): void {
    this.#waiting = [...this.#waiting, { who, go }];
    if (this.#waiting.length === 1) go();
  }

  /** Ends the turn of whoever has it. */
  over(who: Who): void {
    if (this.#waiting[0]?.who === who) this.#leave(this.#waiting.slice(1));
  }

  /** Ends the turn of one who is no more, and all that he waits for. */
  gone(who: Who): void {
    this.#leave(this.#waiting.filter(entry => entry.who !== who));
  }

  #leave(rest: readonly Turn<Who>[]): void {
    const [first] = this.#waiting;
    this.#waiting = rest;
    if (rest[0] !== first) rest[0]?.go();
  }
}
