import { delegate, one } from "./dom";

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function showChosen(input: HTMLInputElement): void {
  const words = one("[data-file-drop-text]", input.closest("[data-file-drop]") ?? document);
  const files = [...(input.files ?? [])];
  if (words && files.length > 0) words.textContent = files.map((file) => `${file.name}(${sizeText(file.size)})`).join(", ");
}

function setUpDropZones(): void {
  delegate("change", "[data-file-drop] input[type=file]", (input) => showChosen(input as HTMLInputElement));
  for (const type of ["dragenter", "dragleave", "drop"] as const) {
    delegate(type, "[data-file-drop]", (zone) => zone.toggleAttribute("data-over", type === "dragenter"));
  }
}

/** A form with a file is sent in the background so that progress can be shown, then the answer's page is opened. */
function sendWithProgress(form: HTMLFormElement, bar: HTMLProgressElement): void {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) location.assign(request.responseURL);
    else form.submit();
  });
  // The ordinary way says what went wrong in the browser's own words.
  request.addEventListener("error", () => form.submit());
  request.send(new FormData(form));
}

export function setUpUploads(): void {
  setUpDropZones();
  delegate("submit", "form[data-upload]", (form, event) => {
    const bar = one<HTMLProgressElement>("progress[data-upload-progress]", form);
    if (!bar || event.defaultPrevented) return;
    event.preventDefault();
    bar.hidden = false;
    event.submitter?.setAttribute("aria-busy", "true");
    sendWithProgress(form as HTMLFormElement, bar);
  });
}
