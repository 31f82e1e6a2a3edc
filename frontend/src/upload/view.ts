/** Sending videos with progress; without this script the form is an ordinary one. */
import { percentSent, tooLarge } from "./limit";

/** Checks the size first, then sends with progress, then shows the server's answer. */
export function startUpload(form: HTMLFormElement): void {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')];
  const [first] = inputs;
  if (!first) return;
  const wrong = (): boolean => tooLarge(bytesOf(inputs), form.dataset["maxBytes"]);
  for (const input of inputs)
    input.addEventListener("change", () => {
      complain(form, first, wrong() ? (form.dataset["tooLarge"] ?? "") : "");
    });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
    form.addEventListener(kind, () =>
      form.classList.toggle("is-over", kind === "dragenter" || kind === "dragover"),
    );
  form.addEventListener("submit", (event) => {
    if (!inputs.some((input) => input.files?.length)) return;
    event.preventDefault();
    if (!wrong()) send(form, event.submitter);
    else first.focus();
  });
}

/** Of all files that were chosen: the limit holds for what is sent at once. */
function bytesOf(inputs: readonly HTMLInputElement[]): number {
  return inputs.flatMap((input) => [...(input.files ?? [])]).reduce((sum, file) => sum + file.size, 0);
}

function send(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const request = new XMLHttpRequest();
  const progress = progressOf(form);
  request.upload.addEventListener("progress", (event) => {
    progress.value = percentSent(event.loaded, event.total);
  });
  request.addEventListener("load", () => arrive(request, form));
  request.addEventListener("error", () => {
    busy(form, false);
    form.submit();
  });
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form, submitter));
  busy(form, true);
}

/** A redirect is followed; any other page (a refusal with its reason) replaces this one. */
function arrive(request: XMLHttpRequest, form: HTMLFormElement): void {
  if (request.responseURL && request.responseURL !== form.action) {
    location.assign(request.responseURL);
    return;
  }
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const [here, there] = [document.querySelector("main"), answer.querySelector("main")];
  if (!here || !there) {
    location.reload();
    return;
  }
  here.replaceWith(document.adoptNode(there));
  document.dispatchEvent(new CustomEvent("psoascope:content", { detail: there }));
  const problem = there.querySelector<HTMLElement>(".notice--error, .error-text");
  problem?.setAttribute("tabindex", "-1");
  problem?.focus();
}

function progressOf(form: HTMLFormElement): HTMLProgressElement {
  const label = document.createElement("label");
  label.className = "upload__progress";
  label.setAttribute("role", "status");
  label.textContent = form.dataset["sending"] ?? "";
  const progress = document.createElement("progress");
  progress.className = "progress";
  progress.max = 100;
  progress.value = 0;
  label.append(progress);
  form.querySelector(".upload__progress")?.remove();
  form.append(label);
  return progress;
}

function busy(form: HTMLFormElement, now: boolean): void {
  form.setAttribute("aria-busy", String(now));
  for (const button of form.querySelectorAll("button")) button.disabled = now;
}

function complain(form: HTMLFormElement, input: HTMLInputElement, words: string): void {
  let text = form.querySelector<HTMLElement>(".error-text[data-from-script]");
  if (!text) {
    text = document.createElement("p");
    text.className = "error-text";
    text.dataset["fromScript"] = "";
    text.setAttribute("role", "alert");
    input.after(text);
  }
  text.textContent = words;
  input.setCustomValidity(words);
  input.setAttribute("aria-invalid", String(words !== ""));
}
