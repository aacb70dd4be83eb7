// Filters of the report. The page is complete without this script: it only hides what does not match.
// The filters stand in the address (#status=belum_ada&unit=3), so that a link or a bookmark shows the same.
"use strict";
(() => {
  const get = (id) => document.getElementById(id);
  const form = get("saringan");
  const list = get("daftar");
  const FIELDS = { cari: "cari", status: "s-status", aspek: "s-aspek", unit: "s-unit", selisih: "s-selisih", sebab: "s-sebab" };
  const said = (node) => ({
    node,
    status: node.dataset.status,
    units: (node.dataset.unit || "").split(" "),
    cause: node.dataset.sebab,
    asked: "diminta" in node.dataset || node.classList.contains("minta"),
  });
  // What stands in a noscript is text until somebody needs it, so that the page opens without waiting for it.
  const fill = (node) => {
    const held = node.querySelector("noscript");
    if (held) held.outerHTML = held.textContent;
  };
  const plain = (node) => node.textContent.toLocaleLowerCase("id").replace(/\s+/g, " ");
  const entries = [...list.querySelectorAll("details.indikator")].map((node) => ({
    node,
    gaps: node.dataset.selisih.trim().split(" "),
  }));
  const items = (entry) => {
    fill(entry.node);
    return (entry.items ??= [...entry.node.querySelectorAll("article.butir")].map(said));
  };
  const asked = [...document.querySelectorAll("#minta > .minta")].map((node) => ({
    ...said(node), gaps: [],
  }));

  function apply() {
    const words = get("cari").value.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
    const [status, aspect, unit, gap, cause] = ["status", "aspek", "unit", "selisih", "sebab"].map((name) => get(FIELDS[name]).value);
    const byItem = Boolean(status || unit || cause);
    const found = (entry) => {
      if (!words.length) return true;
      entry.text ??= (fill(entry.node), plain(entry.node));
      return words.every((word) => entry.text.includes(word));
    };
    const fits = (item) =>
      (!status || item.status === status || (status === "diminta" && item.asked)) &&
      (!unit || item.units.includes(unit)) &&
      (!cause || item.cause === cause);
    let shown = 0;
    let listed = 0;
    for (const entry of entries) {
      let fitting = 0;
      for (const item of byItem ? items(entry) : entry.items || []) {
        const kept = !byItem || fits(item);
        if (item.node.hidden === kept) item.node.hidden = !kept;
        fitting += kept ? 1 : 0;
      }
      const kept = (!byItem || fitting > 0) && (!aspect || entry.node.dataset.aspek === aspect) && (!gap || entry.gaps.includes(gap)) && found(entry);
      entry.node.hidden = !kept;
      shown += kept ? 1 : 0;
      listed += kept ? fitting : 0;
    }
    for (const entry of asked) {
      entry.node.hidden = !(fits(entry) && (!aspect || entry.node.dataset.aspek === aspect) && found(entry));
    }
    for (const group of list.querySelectorAll(".kelompok")) {
      group.hidden = group.querySelector("details.indikator:not([hidden])") === null;
    }
    list.classList.toggle("tersaring", byItem);
    get("kosong").hidden = shown > 0;
    get("jumlah").textContent =
      `Menampilkan ${shown} dari ${entries.length} indikator${byItem ? `, ${listed} butir` : ""}. Cetakan memuat yang terlihat saja.`;
  }

  function keep() {
    const state = new URLSearchParams();
    for (const [name, id] of Object.entries(FIELDS)) {
      if (get(id).value) state.set(name, get(id).value);
    }
    history.replaceState(null, "", `#${state}`);
  }

  function unfold(open) {
    for (const entry of entries) {
      if (entry.node.hidden) continue;
      if (open) fill(entry.node);
      entry.node.open = open;
    }
  }

  function clear() {
    form.reset();
    apply();
    keep();
  }

  // "#i17" opens an indicator; "#status=ada" filters.
  function follow() {
    const target = /^#i\d+$/.test(location.hash) ? get(location.hash.slice(1)) : null;
    if (target) {
      if (target.hidden) {
        form.reset();
        apply();
      }
      fill(target);
      target.open = true;
      target.scrollIntoView();
      target.querySelector("summary").focus({ preventScroll: true });
      return;
    }
    const state = new URLSearchParams(location.hash.slice(1));
    if (!Object.keys(FIELDS).some((name) => state.has(name))) return;
    for (const [name, id] of Object.entries(FIELDS)) get(id).value = state.get(name) || "";
    apply();
    get("indikator").scrollIntoView();
    get("indikator").focus({ preventScroll: true });
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    apply();
    keep();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    apply();
    keep();
  }));
  get("buka").addEventListener("click", () => unfold(true));
  get("tutup").addEventListener("click", () => unfold(false));
  get("ulang").addEventListener("click", clear);
  window.addEventListener("hashchange", follow);
  document.addEventListener("toggle", (event) => fill(event.target), true);
  form.hidden = false;
  apply();
  follow();

  // The rest becomes elements while nothing else is to do: the browser's own search then finds it too.
  const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 8 }), 50));
  function rest(deadline) {
    while (deadline.timeRemaining() > 5 && document.querySelector("noscript")) fill(document);
    if (document.querySelector("noscript")) idle(rest);
  }
  window.addEventListener("load", () => idle(rest));
})();
