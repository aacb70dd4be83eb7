// Filters of the report. The page is complete without this script: it only hides what does not match.
"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const form = get("saringan");
  const list = get("daftar");
  const entries = [...list.querySelectorAll("details.indikator")].map((node) => ({
    node,
    text: node.textContent.toLocaleLowerCase("id").replace(/\s+/g, " "),
    units: node.dataset.unit.trim().split(" "),
    gaps: node.dataset.selisih.trim().split(" "),
    asked: node.querySelector("[data-diminta]") !== null,
  }));

  function apply() {
    const words = get("cari").value.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
    const status = get("s-status").value;
    const aspect = get("s-aspek").value;
    const unit = get("s-unit").value;
    const gap = get("s-selisih").value;
    const asked = get("s-diminta").checked;
    let shown = 0;
    for (const entry of entries) {
      const fits =
        (!status || entry.node.dataset.status === status) &&
        (!aspect || entry.node.dataset.aspek === aspect) &&
        (!unit || entry.units.includes(unit)) &&
        (!gap || entry.gaps.includes(gap)) &&
        (!asked || entry.asked) &&
        words.every((word) => entry.text.includes(word));
      entry.node.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of list.querySelectorAll(".kelompok")) {
      group.hidden = group.querySelector("details.indikator:not([hidden])") === null;
    }
    list.classList.toggle("hanya-diminta", asked);
    get("kosong").hidden = shown > 0;
    get("jumlah").textContent =
      `Menampilkan ${shown} dari ${entries.length} indikator. Cetakan memuat yang terlihat saja.`;
  }

  function unfold(open) {
    for (const entry of entries) {
      if (!entry.node.hidden) entry.node.open = open;
    }
  }

  function clear() {
    form.reset();
    apply();
  }

  function follow() {
    const target = /^#i\d+$/.test(location.hash) ? get(location.hash.slice(1)) : null;
    if (!target) return;
    if (target.hidden) clear();
    target.open = true;
    target.scrollIntoView();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  get("buka").addEventListener("click", () => unfold(true));
  get("tutup").addEventListener("click", () => unfold(false));
  get("ulang").addEventListener("click", clear);
  window.addEventListener("hashchange", follow);
  form.hidden = false;
  apply();
  follow();
})();
