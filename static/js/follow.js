// Chooses the reader's own time zone where the form still has the one it was given out with.
const zone = document.querySelector('select[name="time_zone"]');
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && zone.options[zone.selectedIndex].defaultSelected && [...zone.options].some((each) => each.value === own)) {
  zone.value = own;
}
