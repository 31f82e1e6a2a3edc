/** A button that says a word, by a voice of this device: voices of the network would hear it. */

/** Adds the button as soon as the device offers a voice of its own. */
export function startListen(root: HTMLElement): void {
  const words = JSON.parse(root.dataset["words"] ?? "null") as Record<string, string> | null;
  const word = root.dataset["listen"];
  if (!words || !word || !("speechSynthesis" in window)) return;
  const add = (): void => {
    if (root.querySelector("button")) return;
    const voice = speechSynthesis.getVoices().find((one) => one.localService && /^en/.test(one.lang));
    if (!voice) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = words["listen"] ?? "";
    button.addEventListener("click", () => {
      const said = new SpeechSynthesisUtterance(word);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.8;
      speechSynthesis.cancel();
      speechSynthesis.speak(said);
    });
    root.append(" ", button);
  };
  add();
  speechSynthesis.addEventListener("voiceschanged", add);
}
