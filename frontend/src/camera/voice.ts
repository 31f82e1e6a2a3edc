/** Sounds and words for somebody three metres away; only voices that live on this device. */

const HIGH_HZ = 880;
const LOW_HZ = 440;

export class Voice {
  on = true;
  #context: AudioContext | null = null;
  #last = { text: "", time: -Infinity };

  constructor(readonly language: string) {}

  /** Must first be called from a press: browsers allow sound only then. */
  wake(): void {
    this.#context ??= new AudioContext();
    void this.#context.resume();
  }

  /** A short tone; a low one for what went wrong. */
  beep(low = false): void {
    const context = this.#context;
    if (!this.on || !context) return;
    const now = context.currentTime;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = low ? LOW_HZ : HIGH_HZ;
    volume.gain.setValueAtTime(0.2, now);
    volume.gain.exponentialRampToValueAtTime(0.001, now + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(now);
    tone.stop(now + 0.2);
  }

  /** Says a text unless it was said within so many seconds; a newer one cuts the older one off. */
  say(text: string, quiet = 0): void {
    const now = performance.now() / 1000;
    if (!this.on || !text || (text === this.#last.text && now - this.#last.time < quiet)) return;
    this.#last = { text, time: now };
    if (!("speechSynthesis" in window)) return;
    const short = this.language.slice(0, 2);
    const voice = speechSynthesis
      .getVoices()
      .find((one) => one.localService && one.lang.startsWith(short));
    if (!voice) return;
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }

  close(): void {
    if ("speechSynthesis" in window) speechSynthesis.cancel();
    void this.#context?.close();
    this.#context = null;
  }
}
