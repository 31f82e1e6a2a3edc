/** A soft tone that rises while breathing in and falls while breathing out. */

const LOW_HZ = 174;
const HIGH_HZ = 220;
const LOUDNESS = 0.06;

export class Tone {
  #context: AudioContext | null = null;

  /** Must first be called from a press: browsers allow sound only then. */
  play(phase: "in" | "out", seconds: number): void {
    this.#context ??= new AudioContext();
    const context = this.#context;
    const now = context.currentTime;
    const [from, to] = phase === "in" ? [LOW_HZ, HIGH_HZ] : [HIGH_HZ, LOW_HZ];
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.setValueAtTime(from, now);
    tone.frequency.linearRampToValueAtTime(to, now + seconds);
    volume.gain.setValueAtTime(0, now);
    volume.gain.linearRampToValueAtTime(LOUDNESS, now + seconds * 0.3);
    volume.gain.linearRampToValueAtTime(0, now + seconds * 0.96);
    tone.connect(volume).connect(context.destination);
    tone.start(now);
    tone.stop(now + seconds);
  }

  /** Ends at once. */
  stop(): void {
    void this.#context?.close();
    this.#context = null;
  }
}
