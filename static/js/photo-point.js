/* The point of a photograph: pressed in the picture, shown by a mark and in every crop as it is chosen. A file that
   was just chosen is shown before it is sent. Without this the two numbers say the point. */
const MOST = 1_200; // pixels
const section = document.querySelector(".point");
const stage = section?.querySelector(".point-picture");
const picture = stage?.querySelector("img");
const mark = stage?.querySelector(".point-mark");
const crops = [...(section?.querySelectorAll(".crops img") || [])];
const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
const file = document.getElementById("id_file");
const percent = (field) => Math.min(100, Math.max(0, Number(field.value) || 0));

/* Keep a picture that a camera made in the size of the page: five of it in full would be a burden. */
function smaller() {
  const scale = MOST / Math.max(picture.naturalWidth, picture.naturalHeight);
  if (scale >= 1) return false;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.naturalWidth * scale);
  canvas.height = Math.round(picture.naturalHeight * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.src = canvas.toDataURL("image/jpeg", 0.85);
  return true;
}

/* Show the point; the crops are cut by the style sheet from the whole picture, as the server will cut them. */
function show() {
  const [x, y] = fields.map(percent);
  mark.hidden = false;
  Object.assign(mark.style, { left: `${x}%`, top: `${y}%` });
  for (const crop of crops) {
    if (crop.src !== picture.src) crop.src = picture.src;
    crop.style.objectPosition = `${x}% ${y}%`;
  }
}

function choose(event) {
  const box = picture.getBoundingClientRect();
  const at = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  fields.forEach((field, axis) => {
    field.value = Math.round(100 * Math.min(1, Math.max(0, at[axis])));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  show();
}

function preview() {
  section.hidden = true;
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    picture.src = reader.result;
  });
  if (file.files[0]) reader.readAsDataURL(file.files[0]);
}

if (section && fields.every(Boolean)) {
  picture.addEventListener("click", choose);
  for (const field of fields) field.addEventListener("input", show);
  file?.addEventListener("change", preview);
  // What the browser cannot show (HEIC, mostly) stays hidden.
  if (file) {
    picture.addEventListener("load", () => {
      if (smaller()) return;
      section.hidden = false;
      show();
    });
  } else {
    show();
  }
}
