/* What a browser with JavaScript adds: the contents follow, tables sort, one authority is shown at a time.
   Without it every word and figure of the document is still there. Nothing is asked for, stored or sent. */
"use strict";
(function () {
  document.documentElement.classList.add("enhanced");
  followContents();
  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
  const places = document.getElementById("authorities");
  if (places) { pickOne(places); }

  /* Mark in the contents the page that is being read. */
  function followContents() {
    const links = new Map();
    document.querySelectorAll(".contents a").forEach(function (link) { links.set(link.hash.slice(1), link); });
    const pages = Array.from(document.querySelectorAll("main section.page")).filter(function (page) { return links.has(page.id); });
    let current = null;
    let waiting = false;
    function mark() {
      waiting = false;
      const line = window.innerHeight * 0.3;
      const passed = pages.filter(function (page) { return page.getBoundingClientRect().top <= line; });
      const found = passed.length ? links.get(passed[passed.length - 1].id) : null;
      if (found === current) { return; }
      if (current) { current.removeAttribute("aria-current"); }
      current = found;
      if (!current) { return; }
      current.setAttribute("aria-current", "location");
      const box = current.closest(".contents");
      const place = current.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      if (place.top < frame.top || place.bottom > frame.bottom) { box.scrollTop += place.top - frame.top - frame.height / 3; }
    }
    function soon() {
      if (!waiting) { waiting = true; window.requestAnimationFrame(mark); }
    }
    window.addEventListener("scroll", soon, { passive: true });
    window.addEventListener("resize", soon);
    mark();
  }

  /* Make each column's heading a button that sorts by it: figures from high to low first, words from A to Z. */
  function makeSortable(table) {
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    const asPrinted = Array.from(body.rows);
    heads.forEach(function (head, column) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () {
        const numeric = head.classList.contains("number");
        const before = head.getAttribute("aria-sort");
        const first = numeric ? "descending" : "ascending";
        const second = numeric ? "ascending" : "descending";
        const order = before === first ? second : before === second ? null : first;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (order) { head.setAttribute("aria-sort", order); }
        const rows = order ? sorted(asPrinted, column, numeric, order === "ascending" ? 1 : -1) : asPrinted;
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  }

  /* Rows in order; what is hidden or not a figure comes after all figures, totals last of all. */
  function sorted(rows, column, numeric, direction) {
    function key(row) {
      const text = row.cells[column].textContent.trim();
      if (!numeric) { return text; }
      const found = parseFloat(text.replace(/,/g, ""));
      return isNaN(found) ? null : found;
    }
    return rows.slice().sort(function (one, other) {
      const last = one.classList.contains("total") - other.classList.contains("total");
      if (last) { return last; }
      const a = key(one), b = key(other);
      if (a === null || b === null) { return (a === null) - (b === null); }
      return direction * (numeric ? a - b : a.localeCompare(b, "en-GB", { numeric: true }));
    });
  }

  /* A list to choose from, in place of one fold-out below the other. */
  function pickOne(section) {
    const all = Array.from(section.querySelectorAll("details.authority"));
    const label = document.createElement("label");
    const choice = document.createElement("select");
    label.htmlFor = choice.id = "authority-choice";
    label.textContent = section.dataset.choose;
    all.forEach(function (each) { choice.add(new Option(each.querySelector("summary").textContent.trim(), each.id)); });
    const bar = document.createElement("p");
    bar.className = "authority-bar";
    bar.append(label, choice);
    all[0].before(bar);
    function show(id) {
      const known = all.some(function (each) { return each.id === id; });
      const shown = known ? id : all[0].id;
      all.forEach(function (each) { each.hidden = each.id !== shown; each.open = each.id === shown; });
      choice.value = shown;
    }
    choice.addEventListener("change", function () { show(choice.value); });
    window.addEventListener("hashchange", function () { if (location.hash.indexOf("#authority-") === 0) { show(location.hash.slice(1)); } });
    show(location.hash.slice(1));
  }
})();
