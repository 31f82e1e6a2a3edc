/** A button that copies the text of its element. */
export function startCopy(root: HTMLElement): void {
  const words = JSON.parse(root.dataset["words"] ?? "null") as Record<string, string> | null;
  if (!words || !("clipboard" in navigator)) return;
  const text = [...root.querySelectorAll("li")].map((line) => line.textContent.trim()).join("\n");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = words["copy"] ?? "";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "help";
  button.addEventListener("click", () => {
    void navigator.clipboard.writeText(text).then(() => {
      said.textContent = ` ${words["copied"] ?? ""}`;
    });
  });
  root.append(button, said);
}
