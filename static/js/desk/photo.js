/* Shows the photograph that is chosen for the report, as soon as it is. */
const figure = document.getElementById("chosen-photo");
const select = document.getElementById("id_photo");

function show() {
  const number = select.value;
  figure.hidden = !number;
  if (!number) return;
  const at = (address) => address.replace("/0/", `/${number}/`);
  figure.querySelector("img").src = at(figure.dataset.address);
  figure.querySelector("a").href = at(figure.dataset.photo);
}

export function begin() {
  if (figure && select) select.addEventListener("change", show);
}
