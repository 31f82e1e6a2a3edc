/** The moment of the walk that is being looked at: shared by all curves and the moving drawing. */
export class Moment {
  #time: number | null = null;
  readonly #listeners = new Set<(time: number | null) => void>();

  /** Seconds, or null while nothing is pointed at. */
  get time(): number | null {
    return this.#time;
  }

  set time(time: number | null) {
    if (time === this.#time) return;
    this.#time = time;
    for (const listener of this.#listeners) listener(time);
  }

  /** Calls the listener at every change; gives back what ends that. */
  follow(listener: (time: number | null) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
